package dev.skep.compiler.differential;

import dev.skep.compiler.hook.Syscall;

/** Branches, switches and loops, unrolled and kept. */
@SuppressWarnings({"ShortCircuitBoolean", "RefactorSwitch"}) // these forms of code are what is tested
final class ControlFlowMethods {
    @Syscall
    int switches(Input x) {
        int r;
        switch (x.e()) {
            case 0 -> r = 5;
            case 1, 2 -> r = x.c();
            case 200 -> r = x.d() * 2;
            default -> r = x.e() > 100 ? -1 : x.h();
        }
        return r + r;
    }

    @Syscall
    int shortCircuits(Input x) {
        boolean p = x.c() > 0;
        boolean q = x.d() > 0;
        boolean r = x.a() > x.b();
        return ((p && q) || r ? 1 : 0) + (p ^ q ? 2 : 0) + (p & r ? 4 : 0) + (!q | r ? 8 : 0);
    }

    @Syscall
    int loopWithComputedEnd(Input x) {
        int n = x.e() & 63;
        int s = x.c();
        for (int i = 0; i < n; i++) {
            if ((s & 15) == 3) s += i;
            s = s * 5 + x.d();
        }
        return s;
    }

    @Syscall
    int nestedConstantLoops(Input x) {
        int s = 0;
        for (int i = 0; i < 5; i++) {
            for (int j = i; j < 5; j++) {
                if ((x.c() >> j & 1) != 0) continue;
                s = s * 3 + i * j;
                if (s > 1_000_000) break;
            }
        }
        return s;
    }

    @Syscall
    int labelledLoops(Input x) {
        int s = 0;
        outer:
        for (int i = 0; i < (x.e() & 7); i++) {
            int j = 0;
            while (true) {
                if (j > i) continue outer;
                s = s * 3 + i * j;
                if (s > 100_000) break outer;
                j++;
            }
        }
        return s;
    }

    @Syscall
    int loopThatSwaps(Input x) {
        int a = x.c();
        int b = x.d();
        int n = x.e() & 15;
        for (int i = 0; i < n; i++) {
            int t = a;
            a = b;
            b = t + i;
        }
        return a * 3 + b;
    }

    @Syscall
    int longLoopStaysALoop(Input x) {
        int n = x.h() & 0xff;
        int steps = 0;
        while (n > 1 && steps < 200) {
            n = (n & 1) == 0 ? n / 2 : 3 * n + 1;
            steps++;
        }
        return steps;
    }

    @Syscall
    int doLoop(Input x) {
        int n = x.e();
        int digits = 0;
        do {
            digits++;
            n /= 10;
        } while (n != 0 && digits < 3);
        return digits;
    }
}
