# kernel_bench: the bundled kernel beside oneDNN, OpenBLAS and Eigen. Included where LLMTCO_BENCHMARKS is on.
find_package(OpenMP REQUIRED COMPONENTS CXX)
find_library(DNNL dnnl REQUIRED)
find_library(OPENBLAS openblas REQUIRED)
add_executable(kernel_bench ${CMAKE_CURRENT_LIST_DIR}/kernel.cpp ${CMAKE_CURRENT_LIST_DIR}/kernel_eigen.cpp
                            ${CMAKE_CURRENT_LIST_DIR}/kernel_onednn.cpp ${CMAKE_CURRENT_LIST_DIR}/kernel_openblas.cpp)
set_source_files_properties(${CMAKE_CURRENT_LIST_DIR}/kernel_eigen.cpp PROPERTIES COMPILE_OPTIONS
  "-O3;-march=native;-DEIGEN_DONT_PARALLELIZE;-Wno-old-style-cast;-Wno-maybe-uninitialized")
target_link_libraries(kernel_bench PRIVATE llmtco_flags llmtco::kernel fmt::fmt Eigen3::Eigen OpenMP::OpenMP_CXX ${DNNL} ${OPENBLAS})

# kernel_threads: does a second thread help, also beside a busy program?
add_executable(kernel_threads ${CMAKE_CURRENT_LIST_DIR}/kernel_threads.cpp)
target_link_libraries(kernel_threads PRIVATE llmtco_flags llmtco::kernel fmt::fmt)
