package dev.skep.compiler.differential;

import dev.skep.compiler.helper.Range;
import dev.skep.compiler.hook.Syscall;

/** Loops that the verifier would not follow turn by turn, and some that it does. */
class LongLoops {
    @Syscall
    int ten(Input in) {
        int sum = in.c();
        for (int i = 0; i < 10; i++) sum = sum * 31 + i;
        return sum;
    }

    @Syscall
    int thousand(Input in) {
        int sum = in.c();
        for (int i = 0; i < 1_000; i++) sum = sum * 31 + (sum >>> 7 ^ i);
        return sum;
    }

    @Syscall
    int hundredThousand(Input in) {
        int sum = in.c();
        for (int i = 0; i < 100_000; i++) {
            if ((sum & 1) == 0) sum = sum * 31 + i;
            else sum = (sum >>> 1) - i;
        }
        return sum;
    }

    @Syscall
    int million(Input in) {
        long sum = in.a();
        int odd = 0;
        for (int i = 0; i < 1_000_000; i++) {
            sum = sum * 6364136223846793005L + i;
            if ((sum & 3) == 1) odd++;
        }
        return (int) (sum ^ sum >>> 32) + odd;
    }

    @Syscall
    int knownAtRunTimeOnly(Input in) {
        int sum = 0;
        for (int i = 0; i < in.h(); i++) sum += i ^ in.d();
        return sum;
    }

    @Syscall
    int range(Input in) {
        int sum = 0;
        for (int i : Range.of(-5, in.h())) sum = sum * 3 + i;
        return sum;
    }

    @Syscall
    int leavesEarly(Input in) {
        int hash = in.d();
        for (int i = 0; i < 200_000; i++) {
            hash = hash * 16_777_619 ^ i;
            if ((hash >>> 20) == (in.h() & 0xfff)) return i;
            if (hash == 77) break;
        }
        return -hash;
    }

    @Syscall
    int nested(Input in) {
        int sum = in.c();
        for (int i = 0; i < 300; i++) {
            for (int j = i; j < 400; j++) {
                if ((sum ^ j) % 3 == 0) continue;
                sum += i * j;
            }
            sum ^= i;
        }
        return sum;
    }

    @Syscall
    int labelled(Input in) {
        int found = -1;
        outer:
        for (int i = 1; i < 5_000; i++) {
            for (int j = 1; j < 5_000; j++) {
                if (i * j > in.h()) continue outer;
                if (i * j == in.h() && i > in.e()) {
                    found = i * 10_000 + j;
                    break outer;
                }
            }
        }
        return found;
    }

    @Syscall
    int collatz(Input in) {
        long x = in.h() + 1L;
        int turns = 0;
        while (x != 1) {
            x = (x & 1) == 0 ? x >> 1 : 3 * x + 1;
            turns++;
        }
        return turns;
    }

    @Syscall
    int downwards(Input in) {
        int sum = 0;
        for (int i = in.h(); i > 0; i -= 3) {
            sum += i;
            if (sum < 0) sum = ~sum;
        }
        return sum;
    }

    @Syscall
    int twoInARow(Input in) {
        int sum = 0;
        for (int i = 0; i < in.h(); i++) if ((i & in.e()) == 1) sum++;
        for (int i = in.h(); i < 66_000; i++) if ((i & in.e()) == 2) sum -= 2;
        return sum;
    }
}
