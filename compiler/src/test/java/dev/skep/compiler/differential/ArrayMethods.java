package dev.skep.compiler.differential;

import dev.skep.compiler.hook.Syscall;
import java.util.Arrays;

/** Arrays made in the program. */
final class ArrayMethods {
    private record Point(int x, int y) {}

    private static int sum(int first, int... rest) {
        int s = first;
        for (int v : rest) s = s * 3 + v;
        return s;
    }

    @Syscall
    int initialisers(Input x) {
        long[] longs = {x.a(), x.b(), 3};
        byte[] bytes = {(byte) x.c(), x.f(), -1};
        char[] chars = {(char) x.h(), 'a'};
        short[] shorts = {x.g(), (short) x.c()};
        boolean[] flags = {x.e() > 5, false};
        int s = 0;
        for (long l : longs) s += (int) l;
        for (byte b : bytes) s = s * 3 + b;
        for (char c : chars) s ^= c;
        for (short v : shorts) s -= v;
        for (boolean f : flags) if (f) s++;
        return s + longs.length + bytes.length;
    }

    @Syscall
    int varargs(Input x) {
        return sum(1) + sum(2, x.c()) + sum(3, x.c(), x.d(), x.e());
    }

    @Syscall
    int objects(Input x) {
        Point[] points = {new Point(x.c(), 1), new Point(x.d(), 2), null};
        points[2] = new Point(points[0].x(), points[1].y());
        int s = 0;
        for (Point p : points) s = s * 5 + p.x() + p.y();
        return s;
    }

    @Syscall
    int nestedArrays(Input x) {
        int[][] m = new int[3][2];
        m[1][0] = x.c();
        m[2][1] = x.d();
        int[][] n = {{1, x.e()}, {x.f()}};
        int s = 0;
        for (int[] row : m) for (int v : row) s = s * 7 + v;
        for (int[] row : n) for (int v : row) s = s * 7 + v;
        return s;
    }

    @Syscall
    int runTimeIndex(Input x) {
        int[] a = {x.c(), x.d(), x.e(), x.f()};
        a[x.e() & 3] += 5;
        int s = a[x.h() & 3];
        for (int v : a) s = s * 3 + v;
        return s;
    }

    @Syscall
    int runTimeIndexInLoop(Input x) {
        int[] buckets = new int[16];
        int n = x.e();
        for (int i = 0; i < n; i++) buckets[(x.c() >>> (i & 31)) & 15]++;
        int s = 0;
        for (int b : buckets) s = s * 31 + b;
        return s;
    }

    @Syscall
    int runTimeIndexWithChecks(Input x) {
        long[] table = {1, x.a(), 3, x.b(), 5};
        int i = x.c();
        if (i < 0 || i >= table.length) return -1;
        return (int) table[i];
    }

    @Syscall
    int smallElements(Input x) {
        byte[] bytes = new byte[8];
        for (int i = 0; i < 8; i++) bytes[i] = (byte) (x.a() >> (8 * i));
        char[] chars = new char[4];
        chars[x.e() & 3] = (char) x.c();
        boolean[] seen = new boolean[4];
        seen[x.c() & 3] = true;
        return bytes[x.e() & 7] * 3 + chars[x.h() & 3] + (seen[x.d() & 3] ? 1 : 0);
    }

    @Syscall
    int library(Input x) {
        int[] a = new int[4];
        Arrays.fill(a, x.c());
        int[] b = a.clone();
        b[1] = 7;
        return a[1] + b[1] + b.length;
    }
}
