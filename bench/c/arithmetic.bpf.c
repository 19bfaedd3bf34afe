#include "bpf.h"

struct numbers {
    __s64 a, b;
    __s32 c, d;
    __u8 e;
    __s8 f;
    __s16 g;
    __u16 h;
};

SECTION("syscall")
int ints(struct numbers *in) {
    int c = in->c, d = in->d;
    int result = (c * 31 + (d >> 3) - (int)((__u32)c >> 5)) ^ (d << (c & 7));
    result += -c;
    result ^= ~d;
    return result * (c | 1);
}

SECTION("syscall")
int longs(struct numbers *in) {
    __s64 a = in->a, b = in->b;
    __s64 result = (a * 31 + (b >> 3) - (__s64)((__u64)a >> 5)) ^ (b << (a & 63));
    result += -a;
    return (int)(result ^ (__s64)((__u64)result >> 32));
}

SECTION("syscall")
int conversions(struct numbers *in) {
    __s64 wide = in->c;
    int narrow = (int)in->a;
    __s8 as_byte = (__s8)narrow;
    __s16 as_short = (__s16)narrow;
    __u16 as_char = (__u16)narrow;
    return (int)((__u64)wide >> 7) + as_byte * 3 + as_short * 5 + as_char * 7 + in->f + in->g + in->h + in->e +
           (int)((__u64)(__u32)in->d >> 3) + (int)(((__s64)in->f + in->g) >> 2);
}

SECTION("syscall")
int comparisons(struct numbers *in) {
    int result = 0;
    if (in->c < in->d)
        result |= 1;
    if ((__u32)in->c < (__u32)in->d)
        result |= 2;
    if (in->a < in->b)
        result |= 4;
    if ((__u64)in->a >= (__u64)in->b)
        result |= 8;
    if (in->a == in->b)
        result |= 16;
    result |= (in->f < 0 && in->g > 0) || in->e == 7 ? 32 : 64;
    return (in->c > 5) == (in->d > 5) ? result : result + 1000;
}

SECTION("syscall")
int divisions(struct numbers *in) {
    int d = in->d == 0 ? 1 : in->d;
    __s64 b = in->b == 0 ? 1 : in->b;
    return in->e / 10 + (int)((__u32)in->c / (__u32)d) + (int)((__u32)in->c % 10) * 3 +
           (int)((__u64)in->a / (__u64)b) + (int)((__u64)in->a % 1000);
}

SECTION("syscall")
int switching(struct numbers *in) {
    int result;
    switch (in->e) {
    case 0:
        result = 5;
        break;
    case 1:
    case 2:
        result = in->c;
        break;
    case 200:
        result = in->d * 2;
        break;
    default:
        result = in->e > 100 ? -1 : in->h;
    }
    return result + result;
}

SECTION("syscall")
int looping(struct numbers *in) {
    int count = in->e & 63, sum = in->c;
    for (int i = 0; i < count; i++) {
        if ((sum & 15) == 3)
            sum += i;
        sum = sum * 5 + in->d;
    }
    return sum;
}

SECTION("syscall")
int nestedLoops(struct numbers *in) {
    int bits = in->c, sum = 0;
    for (int i = 0; i < 5; i++) {
        for (int j = i; j < 5; j++) {
            if ((bits >> j & 1) != 0)
                continue;
            sum = sum * 3 + i * j;
            if (sum > 1000000)
                break;
        }
    }
    return sum;
}

SECTION("syscall")
int manyValues(struct numbers *in) {
    __s64 a = in->a, b = in->b;
    int c = in->c, d = in->d, e = in->e, f = in->f, g = in->g, h = in->h;
    __s64 p = a * b + c, q = a - (__s64)d * e, r = b ^ f, s = a + g, t = b - h;
    __s64 u = p ^ q, v = r + s, w = t * u;
    if (w > v) {
        __s64 swap = p;
        p = q;
        q = r;
        r = swap;
    }
    __s64 first = a + b * 3 + c * 5LL + d * 7LL + e * 11LL + f * 13LL + g * 17LL + h * 19LL;
    return (int)(first + p * 23 + q * 29 + r * 31 + s * 37 + t * 41 + u * 43 + v * 47 + w * 53);
}

SECTION("syscall")
int shortCircuits(struct numbers *in) {
    _Bool p = in->c > 0, q = in->d > 0, r = in->a > in->b;
    return ((p && q) || r ? 1 : 0) + (p ^ q ? 2 : 0) + ((p & r) ? 4 : 0) + ((!q | r) ? 8 : 0);
}
