#pragma once

// Everything a reader of YAML needs.
#include "text/characters.h"
#include "text/closest.h"
#include "text/date.h"
#include "text/diagnostics.h"
#include "yaml/fields.h"
#include "yaml/json.h"
#include "yaml/node.h"
#include "yaml/override.h"
#include "yaml/read.h"
#include "yaml/scalar.h"
#include "yaml/write.h"
