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
int stateMachine(struct numbers *in) {
    __u32 bits = in->c;
    int state = 0;
    /* As a loop, which is what Skep keeps. */
#pragma clang loop unroll(disable)
    for (int i = 0; i < 16; i++) {
        int symbol = bits & 3;
        bits >>= 2;
        switch (state) {
        case 0:
            state = symbol == 1 ? 1 : 0;
            break;
        case 1:
            state = symbol == 2 ? 2 : symbol == 1 ? 1 : 0;
            break;
        case 2:
            state = symbol == 3 ? 3 : 0;
            break;
        case 3:
            state = symbol == 0 ? 4 : 1;
            break;
        default:
            state = 4;
        }
    }
    return state;
}

SECTION("syscall")
int bitCount(struct numbers *in) {
    __u64 bits = in->a;
    bits -= bits >> 1 & 0x5555555555555555;
    bits = (bits & 0x3333333333333333) + (bits >> 2 & 0x3333333333333333);
    bits = bits + (bits >> 4) & 0x0f0f0f0f0f0f0f0f;
    return bits * 0x0101010101010101 >> 56;
}

SECTION("syscall")
int commonDivisor(struct numbers *in) {
    __u32 a = in->c & 0xffff, b = in->d & 0xffff;
    for (int i = 0; i < 24 && b != 0; i++) {
        __u32 rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

static __u32 rotated(__u32 number, int bits) {
    return number << bits | number >> (32 - bits);
}

SECTION("syscall")
int hash(struct numbers *in) {
    __u32 a = in->c, b = in->d, c = in->a;
    a -= c;
    a ^= rotated(c, 4);
    c += b;
    b -= a;
    b ^= rotated(a, 6);
    a += c;
    c -= b;
    c ^= rotated(b, 8);
    b += a;
    return a ^ b ^ c;
}

SECTION("syscall")
int date(struct numbers *in) {
    __u32 days = (in->c & 0xffff) + 719468, era = days / 146097, day_of_era = days - era * 146097;
    __u32 year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    __u32 day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    __u32 part = (5 * day_of_year + 2) / 153, day = day_of_year - (153 * part + 2) / 5 + 1;
    __u32 month = part < 10 ? part + 3 : part - 9;
    __u32 year = year_of_era + era * 400 + (month <= 2);
    return year * 10000 + month * 100 + day;
}
