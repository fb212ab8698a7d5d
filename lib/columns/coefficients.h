#pragma once

/// Polynomial coefficients of the elementary functions, lowest power first.
///
/// Those in hexadecimal are Chebyshev interpolants (80 nodes, 60-digit arithmetic) truncated to the degree
/// shown and rounded to double; the error given is the largest relative error over the interval, before
/// rounding in evaluation.
namespace llmtco::detail {

/// (exp(r) - 1 - r) / r^2 for |r| <= ln(2)/2; 1.4e-17 of exp(r).
inline constexpr double exp_tail[10] = {0x1.0000000000001p-1,  0x1.5555555555557p-3,  0x1.5555555553d66p-5,
                                        0x1.11111111100dep-7,  0x1.6c16c1788a7f9p-10, 0x1.a01a01abe6aa7p-13,
                                        0x1.a019b91286e94p-16, 0x1.71de0235da778p-19, 0x1.28917ee6ee3fap-22,
                                        0x1.af4de0824b246p-26};

/// (2 atanh(s) / s - 2) / s^2 in s^2, for s^2 <= 0.02945, that is x in [sqrt(1/2), sqrt(2)]; 9e-18 of log(x).
inline constexpr double log_series[7] = {0x1.5555555555558p-1, 0x1.9999999995258p-2, 0x1.2492492dff4adp-2,
                                         0x1.c71c62d4e0443p-3, 0x1.7462b91e10712p-3, 0x1.39fdd4350a1f8p-3,
                                         0x1.2b5ec04130bcbp-3};

/// (1 + 2x) exp(x^2) erfc(x) for x >= 0 in t = (x - 3.75) / (x + 3.75); 1.5e-16.
/// The variable t is that of Shepherd and Laframboise, Math. Comp. 36 (1981).
inline constexpr double scaled_erfc[23] = {
    0x1.3ccda0b5d5dc2p+0,  -0x1.1f367683f8967p-3,  0x1.d5f294816277ep-9,   0x1.510169d093c18p-4,
    -0x1.bda9309a35871p-4, 0x1.7a14188ae18fap-4,   -0x1.e0d0fa6c16f3fp-5,  0x1.d0b0037036098p-6,
    -0x1.3f603c7e65d24p-7, 0x1.cc3a13daa5d95p-10,  0x1.33fb5a5e7ca14p-12,  -0x1.303ffbfe45e88p-12,
    0x1.b13e13fe20445p-15, 0x1.7799dcd2368cbp-16,  -0x1.7fcc159f9a76p-17,  -0x1.06de6954a39b5p-20,
    0x1.d39c1a3875509p-20, -0x1.b4c0937b25a0bp-25, -0x1.0ae6bf9452a1fp-22, 0x1.42d2ea1df7aecp-26,
    0x1.12b326b5668bfp-25, -0x1.0cb63a80de2c5p-29, -0x1.6884628ace07ap-29};

/// Normal quantile: rational functions of Wichura's PPND16 (algorithm AS 241, Applied Statistics 37 (1988),
/// 477-484), about 1e-16. With q = u - 1/2, for |q| <= 0.425: q times numerator / denominator in
/// 0.425^2 - q^2.
inline constexpr double quantile_centre[2][8] = {
    {3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3, 1.3731693765509461125e4,
     4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4, 2.5090809287301226727e3},
    {1.0, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3, 2.1213794301586595867e4,
     3.9307895800092710610e4, 2.8729085735721942674e4, 5.2264952788528545610e3}};
/// Beyond, with r = sqrt(-log(min(u, 1 - u))): in r - 1.6 for r <= 5.
inline constexpr double quantile_tail[2][8] = {
    {1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0, 3.64784832476320460504e0,
     1.27045825245236838258e0, 2.41780725177450611770e-1, 2.27238449892691845833e-2,
     7.74545014278341407640e-4},
    {1.0, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,
     1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4,
     1.05075007164441684324e-9}};
/// In r - 5 beyond, which is u < 1.4e-11.
inline constexpr double quantile_far_tail[2][8] = {
    {6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0, 2.96560571828504891230e-1,
     2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5,
     2.01033439929228813265e-7},
    {1.0, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
     7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7,
     2.04426310338993978564e-15}};

}  // namespace llmtco::detail
