#!/usr/bin/env python3
"""Holds the FOCUS rows of scenarios against the specification, without any code of the program.

    focus_rules.py PROGRAM SOURCE_DIR

Rules are those of FOCUS 1.2 (columns, their types, what may be null, allowed values, prices times quantities), of 1.3
(who provides and who hosts) and of the draft of 1.5 (neither ProviderName nor PublisherName, keys of SkuPriceDetails
for models and tokens). Sums are those of the program's JSON: what is billed is the horizon's cash, what is effective its
cost; what is paid for a commitment is what its usage costs.
"""
import collections
import csv
import datetime
import glob
import io
import json
import os
import re
import subprocess
import sys
import tempfile

NEVER_NULL = """BilledCost EffectiveCost ListCost ContractedCost BillingAccountId BillingCurrency BillingPeriodStart
BillingPeriodEnd ChargePeriodStart ChargePeriodEnd ChargeCategory InvoiceIssuerName ServiceName ServiceCategory""".split()
MAY_BE_NULL = "BillingAccountName ChargeClass ChargeDescription PricingQuantity PricingUnit".split()
SELLERS = {"1.2": ["ProviderName", "PublisherName"],
           "1.3": ["ProviderName", "PublisherName", "ServiceProviderName", "HostProviderName"],
           "1.5": ["ServiceProviderName", "HostProviderName"]}
OTHER = """AvailabilityZone ChargeFrequency InvoiceId ServiceSubcategory ConsumedQuantity ConsumedUnit ListUnitPrice
ContractedUnitPrice PricingCategory CommitmentDiscountId CommitmentDiscountName CommitmentDiscountCategory
CommitmentDiscountType CommitmentDiscountQuantity CommitmentDiscountUnit CommitmentDiscountStatus CapacityReservationId
CapacityReservationStatus RegionId RegionName ResourceId ResourceName ResourceType SkuId SkuMeter SkuPriceId
SkuPriceDetails SubAccountId SubAccountName SubAccountType BillingAccountType Tags PricingCurrency
PricingCurrencyContractedUnitPrice PricingCurrencyEffectiveCost PricingCurrencyListUnitPrice""".split()
DECIMALS = """BilledCost EffectiveCost ListCost ContractedCost PricingQuantity ConsumedQuantity ListUnitPrice
ContractedUnitPrice CommitmentDiscountQuantity x_CostP5 x_CostP95 x_ExpectedCost""".split()
ALLOWED = {
    "ChargeCategory": {"Usage", "Purchase", "Tax", "Credit", "Adjustment"},
    "ChargeClass": {"", "Correction"},
    "ChargeFrequency": {"One-Time", "Recurring", "Usage-Based"},
    "PricingCategory": {"", "Standard", "Dynamic", "Committed", "Other"},
    "CommitmentDiscountCategory": {"", "Spend", "Usage"},
    "CommitmentDiscountStatus": {"", "Used", "Unused"},
    "ServiceCategory": {"AI and Machine Learning", "Analytics", "Business Applications", "Compute", "Databases",
                        "Developer Tools", "Identity", "Integration", "Internet of Things",
                        "Management and Governance", "Media", "Migration", "Mobile", "Multicloud", "Networking",
                        "Security", "Storage", "Web", "Other"},
    "x_IsSimulated": {"true"},
    "x_IsEconomic": {"true", "false"},
}
COMMITMENT = [name for name in OTHER if name.startswith("CommitmentDiscount")]
DECIMAL = re.compile(r"-?\d+(\.\d+)?(E-?\d+)?")
DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
WORD = r"[A-Z][A-Za-z]*"
UNIT = re.compile(rf"(\d+ )?{WORD}(-{WORD}| {WORD}| [a-z]+)*")
MODEL_KEYS = {"ModelDeveloper": None, "ModelFamily": None, "ModelId": None, "ModelVersion": None,
              "TokenDirection": {"Input", "Output"}, "TokenCacheAction": {"Uncached", "Read", "Write"},
              "ServingScope": {"Global", "DataZone", "Regional"}}
OLDER_KEYS = {"CoreCount", "DiskMaxIops", "DiskSpace", "DiskType", "GpuCount", "InstanceSeries", "InstanceType",
              "MemorySize", "NetworkMaxIops", "NetworkMaxThroughput", "OperatingSystem", "Redundancy", "StorageClass"}


class Rows:
    """The rows of one file, and what is wrong with them."""

    def __init__(self, text, version):
        self.version, self.problems = version, []
        rows = list(csv.reader(io.StringIO(text), strict=True))
        self.columns = rows[0]
        self.rows = [dict(zip(self.columns, row)) for row in rows[1:]]
        self.must(all(len(row) == len(self.columns) for row in rows), "rows are as long as the head")
        self.must(len(set(self.columns)) == len(self.columns), "no column is there twice")
        self.must("\r" not in text.replace("\r\n", ""), "lines end as lines do")

    def must(self, holds, rule, row=None):
        if not holds and len(self.problems) < 20:
            where = "" if row is None else f" (row {self.rows.index(row) + 2}: {row.get('ChargeDescription')})"
            self.problems.append(rule + where)

    def check_columns(self):
        sellers = SELLERS[self.version]
        for name in NEVER_NULL + MAY_BE_NULL + sellers:
            self.must(name in self.columns, f"{name} is mandatory")
        for name in self.columns:
            known = name in NEVER_NULL + MAY_BE_NULL + sellers + OTHER
            self.must(known or name.startswith("x_"), f"{name} is no column of FOCUS {self.version}")
        first = next((i for i, name in enumerate(self.columns) if name.startswith("x_")), len(self.columns))
        self.must(all(name.startswith("x_") for name in self.columns[first:]), "columns of one's own come last")
        for name in ["HostProviderName", "ServiceProviderName"]:
            self.must(self.version != "1.2" or name not in self.columns, f"{name} is of 1.3")

    def check(self):
        self.check_columns()
        for row in self.rows:
            self.check_cells(row)
            self.check_category(row)
            self.check_prices(row)
            self.check_commitment(row)
            self.check_details(row)
        self.check_skus()
        self.check_commitment_sums()

    def check_cells(self, row):
        for name in NEVER_NULL + SELLERS[self.version]:
            if name == "HostProviderName":
                continue  # nobody hosts what is one's own
            self.must(row[name] != "", f"{name} is not null", row)
        for name in DECIMALS:
            cell = row.get(name, "")
            self.must(cell == "" or DECIMAL.fullmatch(cell), f"{name} is a decimal: {cell}", row)
        for name, words in ALLOWED.items():
            self.must(row[name] in words, f"{name} is one of its words: {row[name]}", row)
        for name in ["PricingUnit", "ConsumedUnit"]:
            self.must(row[name] == "" or UNIT.fullmatch(row[name]), f"{name} is a unit: {row[name]}", row)
        self.must(re.fullmatch("[A-Z]{3}", row["BillingCurrency"]), "BillingCurrency is of ISO 4217", row)
        periods = [row[name] for name in ["BillingPeriodStart", "ChargePeriodStart", "ChargePeriodEnd", "BillingPeriodEnd"]]
        self.must(all(DATE.fullmatch(each) for each in periods), "times are in UTC", row)
        self.must(periods[0] <= periods[1] < periods[2] <= periods[3], "a charge is in its billing period", row)
        for cell in row.values():
            self.must(cell != "NULL" and cell == cell.strip() and not re.match(r"[=+@\t]", cell),
                      f"no placeholder, no formula: {cell}", row)
            self.must(not re.search(r"[\x00-\x1f\x7f]", cell), f"no control characters: {cell!r}", row)

    def check_category(self, row):
        category = row["ChargeCategory"]
        priced = row["PricingQuantity"] != ""
        self.must(priced == (row["PricingUnit"] != ""), "a quantity has a unit", row)
        self.must(priced or category not in ("Usage", "Purchase"), "usage and purchases have a quantity", row)
        self.must(not priced or category != "Tax", "a tax has none", row)
        self.must(row["ConsumedQuantity"] == "" or category == "Usage", "usage alone is consumed", row)
        self.must((row["ConsumedQuantity"] == "") == (row["ConsumedUnit"] == ""), "consumption has a unit", row)
        self.must(row["ChargeFrequency"] != "Usage-Based" or category != "Purchase", "a purchase is no usage", row)
        self.must(category != "Credit" or float(row["BilledCost"]) <= 0, "a credit takes off", row)
        self.must(row["SkuPriceId"] == "" or row["SkuId"] != "", "a price has an SKU", row)
        economic = row["x_IsEconomic"] == "true"
        self.must(not economic or category == "Adjustment", "what is no invoice is an adjustment", row)

    def check_prices(self, row):
        for cost, price in [("ListCost", "ListUnitPrice"), ("ContractedCost", "ContractedUnitPrice")]:
            if row[price] == "":
                continue
            self.must(float(row[price]) >= 0 or row["ChargeCategory"] in ("Credit", "Adjustment"), f"{price} is no loss", row)
            product, told = float(row[price]) * float(row["PricingQuantity"]), float(row[cost])
            self.must(abs(product - told) <= 1e-9 * max(abs(told), 1e-6), f"{price} times the quantity is {cost}", row)

    def check_commitment(self, row):
        name, status = row["CommitmentDiscountId"], row["CommitmentDiscountStatus"]
        if name == "":
            self.must(all(row[each] == "" for each in COMMITMENT), "what is of no commitment says nothing of one", row)
            return
        for each in ["CommitmentDiscountCategory", "CommitmentDiscountType", "CommitmentDiscountName"]:
            self.must(row[each] != "", f"a commitment has {each}", row)
        usage = row["ChargeCategory"] == "Usage"
        self.must((status != "") == usage, "usage of a commitment is used or unused, nothing else is", row)
        if row["CommitmentDiscountCategory"] == "Usage":
            paid = "EffectiveCost" if row["ChargeCategory"] == "Purchase" else "BilledCost"
            self.must(float(row[paid]) == 0, f"{paid} of a commitment's {row['ChargeCategory']} is nought", row)
        self.must(status != "Unused" or row["ConsumedQuantity"] == "", "what is unused is not consumed", row)

    def check_details(self, row):
        for name in ["SkuPriceDetails", "Tags"]:
            details = json.loads(row[name]) if row.get(name) else {}
            flat = all(isinstance(value, (str, int, float, bool)) for value in details.values())
            self.must(isinstance(details, dict) and flat, f"{name} is a flat object", row)
        details = json.loads(row["SkuPriceDetails"]) if row["SkuPriceDetails"] else {}
        for key, value in details.items():
            known = OLDER_KEYS | (set(MODEL_KEYS) if self.version == "1.5" else set())
            self.must(key in known or key.startswith("x_"), f"{key} is no key of {self.version}", row)
            words = MODEL_KEYS.get(key)
            self.must(words is None or value in words, f"{key} is one of its words: {value}", row)

    def check_models(self):
        """Tokens name their model."""
        start = "" if self.version == "1.5" else "x_"
        for row in self.rows:
            if row["ChargeCategory"] != "Usage" or row["x_TokenType"] == "":
                continue
            details = json.loads(row["SkuPriceDetails"])
            for key in ["ModelId", "TokenDirection"]:
                self.must(start + key in details, f"tokens have {key}", row)

    def check_skus(self):
        owner, price = {}, {}
        for row in self.rows:
            if row["SkuPriceId"] == "":
                continue
            self.must(owner.setdefault(row["SkuPriceId"], row["SkuId"]) == row["SkuId"], "a price is of one SKU", row)
            if row["x_TokenType"] == "":
                continue
            told = float(row["ListUnitPrice"])
            first = price.setdefault((row["SkuPriceId"], row["x_Month"], row["x_Option"]), told)
            self.must(abs(told - first) <= 1e-9 * first, f"{row['SkuPriceId']} has one price a month", row)

    def check_commitment_sums(self):
        paid, used = collections.Counter(), collections.Counter()
        for row in self.rows:
            if row["CommitmentDiscountCategory"] != "Usage":
                continue
            key = (row["CommitmentDiscountId"], row["ChargePeriodStart"])
            paid[key] += float(row["BilledCost"])
            used[key] += float(row["EffectiveCost"])
        for key in paid:
            self.must(abs(paid[key] - used[key]) < 0.005, f"{key}: paid {paid[key]}, used {used[key]}")

    def check_months(self, result):
        year, month = map(int, result["as_of"].split("-")[:2])
        for number in range(result["horizon_months"]):
            at = datetime.date(year + (month - 1 + number) // 12, (month - 1 + number) % 12 + 1, 1)
            starts = {row["ChargePeriodStart"] for row in self.rows if int(row["x_Month"]) == number + 1}
            self.must(starts == {f"{at}T00:00:00Z"}, f"month {number + 1} of the horizon is charged to {at}: {starts}")

    def check_sums(self, result):
        sums = collections.defaultdict(collections.Counter)
        for row in self.rows:
            for column in ["BilledCost", "EffectiveCost", "x_ExpectedCost"]:
                sums[row["x_Option"]][column] += float(row[column] or 0)
        money = result["currency"].lower()
        months = result["horizon_months"]
        for name, option in result["options"].items():
            if not option["feasible"]:
                continue
            risks = [line["monthly_" + money]["mean"] for line in option["line_items"] if line["kind"] in ("risk", "carbon")]
            told = {"BilledCost": option[f"monthly_cash_{money}"]["mean"],
                    "EffectiveCost": option[f"monthly_cost_{money}"]["mean"], "x_ExpectedCost": sum(risks)}
            for column, monthly in told.items():
                found = sums[name.lstrip()][column]
                self.must(abs(found - months * monthly) < 0.005, f"{name}: {column} {found}, the JSON {months * monthly}")


def check(program, scenario, version, folder):
    json_file, bill = os.path.join(folder, "r.json"), os.path.join(folder, "bill.csv")
    done = subprocess.run([program, "run", scenario, "--draws", "1024", "-o", json_file, "-o", "focus=" + bill,
                           "--focus-option", "all", "--focus-version", version], capture_output=True, text=True)
    if done.returncode != 0:
        return [done.stderr]
    with open(json_file, encoding="utf-8") as file:
        result = json.load(file)
    with open(bill, newline="", encoding="utf-8") as file:
        rows = Rows(file.read(), version)
    rows.check()
    rows.check_models()
    rows.check_months(result)
    rows.check_sums(result)
    return rows.problems


def main():
    program, root = sys.argv[1:3]
    scenarios = sorted(glob.glob(os.path.join(root, "scenarios/*.yaml")) + glob.glob(os.path.join(root, "tests/cli/golden/*.yaml")))
    good = True
    with tempfile.TemporaryDirectory() as folder:
        for scenario in scenarios:
            for version in SELLERS:
                problems = check(program, scenario, version, folder)
                good = good and not problems
                for problem in problems:
                    print(f"{os.path.basename(scenario)}, FOCUS {version}: {problem}")
    print(f"{len(scenarios)} scenarios in {len(SELLERS)} versions: {'all rules hold' if good else 'not all rules hold'}")
    sys.exit(0 if good and scenarios else 1)


main()
