#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

#include <filesystem>
#include <iostream>

#include "folder.h"

/// ctest shows a test that ends with this code as skipped.
constexpr int skipped = 77;

int main(int argc, char** argv) {
  if (!std::filesystem::is_directory(reference_folder())) {
    std::cout << "skipped: no folder " << reference_folder() << "; LLMTCO_REFERENCE names another\n";
    return skipped;
  }
  return doctest::Context(argc, argv).run();
}
