#pragma once

// Everything a reader of YAML needs.
#include "yaml/closest.h"
#include "yaml/date.h"
#include "yaml/diagnostics.h"
#include "yaml/fields.h"
#include "yaml/json.h"
#include "yaml/node.h"
#include "yaml/override.h"
#include "yaml/read.h"
#include "yaml/scalar.h"
#include "yaml/text.h"
#include "yaml/write.h"
