#pragma once

/// Polynomial coefficients of the elementary functions, lowest power first, as exact hexadecimal doubles.
///
/// All are Chebyshev interpolants (80 nodes, 60-digit arithmetic) truncated to the degree shown and rounded
/// to double; the error given is the largest relative error over the interval, before rounding in evaluation.
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

/// Normal quantile / (u - 1/2) in w - 3.125, w = -log(4 u (1 -
/// u)), for w < 6.25 (u from 0.00048 up); 2.3e-14.
inline constexpr double quantile_centre[20] = {
    0x1.2b57ec65a7fd5p+2,   0x1.5bc94440ccab3p-1,   -0x1.179b2573c2fbap-6,  -0x1.12994fbcd522ap-9,
    0x1.14e8fc264854ap-11,  -0x1.4962754634b0dp-15, -0x1.032ed122d143dp-18, 0x1.4186a64b07d53p-20,
    -0x1.6128bea8e3749p-24, -0x1.8fa87242b3fp-27,   0x1.98cb6afc4ec7ep-29,  -0x1.5158fd5e723ddp-33,
    -0x1.4510984acf873p-35, 0x1.07d4268961eb3p-37,  -0x1.b349c25636d19p-43, -0x1.111a80a45d6b1p-43,
    0x1.16e3c9fac0d94p-46,  0x1.57ae0dd7ba117p-51,  -0x1.ecb937194ccc6p-53, 0x1.06db99760ee0dp-57};

/// The same ratio in s - centre, s = sqrt(w), on [2.5, 4], [4, 6], [6, 12] and [12, 27.5]; 4e-14, 5e-16,
/// 1e-14, 3e-14. The last piece reaches the smallest positive double (s = 27.3).
inline constexpr double quantile_tail_start[4] = {2.5, 4, 6, 12};
inline constexpr double quantile_tail_centre[4] = {3.25, 5, 9, 19.75};
inline constexpr double quantile_tail[4][16] = {
    {0x1.171f182e778fap+3, 0x1.6bf14fa6fbd42p+1, 0x1.f1c95c4149be9p-7, -0x1.5bab4c1a8d82cp-7,
     0x1.cdd2c4176234cp-8, -0x1.38f1fceb04264p-8, 0x1.61682ff661668p-9, -0x1.073d81f139757p-10,
     0x1.1dea7602e55ep-14, 0x1.94d82d3167b62p-13, -0x1.1a3f22c321989p-13, 0x1.2aa48ecd4fcd5p-15,
     0x1.4a63b3ddcb4cdp-17, -0x1.9135c3d4f7926p-17, 0x1.51fa76f77352p-19, 0x1.6526edf2a008fp-21},
    {0x1.b6f6a292f51cp+3, 0x1.6dc49111d6d93p+1, -0x1.9b6aa8ecf962bp-12, -0x1.3eded28dc25ebp-11,
     0x1.c2c6d9bc87398p-13, -0x1.d2fb23eebb61p-15, 0x1.ad8ccdd293de9p-17, -0x1.78f6032a9df23p-19,
     0x1.5bd989f4ac2d3p-21, -0x1.9b49e3d40c581p-23, 0x1.6048024ab516ap-24, -0x1.6b6fd5858c03p-25,
     0x1.7a9d5d8e25bdfp-26, -0x1.705d2cb8e26a8p-27, 0x1.0ff9c2be4590fp-28, -0x1.8cff46439eaddp-31},
    {0x1.920e62474efb8p+4, 0x1.6c7967acf9138p+1, -0x1.2f3578e6783f3p-10, 0x1.e7b53ce205501p-15,
     -0x1.6790837e46f85p-21, -0x1.cd30945955236p-22, 0x1.8ef33d87084c1p-24, -0x1.ef870d69e84c8p-27,
     0x1.0f3dad18cd09cp-29, -0x1.1602e5d3e6eabp-32, 0x1.1531a3bda10ffp-35, -0x1.0926b1645a59p-38,
     0x1.ada930d29c2e4p-42, -0x1.84cef41ecbe69p-45, 0x1.3ed0656e50ef8p-47, -0x1.211bd70c9c481p-50},
    {0x1.bd40097193b5fp+5, 0x1.6ae7e57a8e0e7p+1, -0x1.0813a8845b55ap-12, 0x1.44dd357ade6acp-17,
     -0x1.9174ac45dc544p-22, 0x1.e8dd63bc2a7cfp-27, -0x1.1f20f3e3480afp-31, 0x1.3a577109f5324p-36,
     -0x1.2ad67dafbb996p-41, 0x1.6a123862c0fecp-47, 0x1.ea9a0d50db196p-52, -0x1.139b713fb3bb8p-54,
     0x1.983a7d66596d9p-60, -0x1.edae9df2144a8p-64, 0x1.8aec7639c199ap-65, -0x1.7bea2f573231ep-69}};

}  // namespace llmtco::detail
