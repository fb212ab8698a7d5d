// The model of model.squiggle, run by Squiggle: node peers.mjs DRAWS
//
// Prints mean, P5, P50 and P95 of the three monthly costs as JSON.
import { readFileSync } from "node:fs";
import { run } from "@quri/squiggle-lang";

const model = readFileSync(new URL("model.squiggle", import.meta.url), "utf8");
const environment = { sampleCount: Number(process.argv[2]), xyPointLength: 1000, seed: "42", profile: false };
const { result } = await run(model, { environment });
if (!result.ok) throw new Error(result.value.toString());

const numbers = JSON.parse(result.value.result.toString());
const summary = ([mean, p5, p50, p95]) => ({ mean, p5, p50, p95 });
const [api, rented, owned] = numbers.map(summary);
console.log(JSON.stringify({ api, rented, owned }));
