package dev.skep.compiler.differential;

import dev.skep.compiler.hook.Syscall;
import java.util.List;

/** Objects of which it is known at run time only which one it is, and switches over constants of several enums. */
final class ChosenMethods {
    private sealed interface Shape {}

    private record Square(int side) implements Shape {}

    private record Circle(int radius) implements Shape {}

    private sealed interface Level {}

    private enum Low implements Level {
        LEAST,
        LESS
    }

    private enum High implements Level {
        LESS,
        MOST
    }

    private final List<Level> levels = List.of(High.LESS, Low.LESS, High.MOST, Low.LEAST);
    private final List<Shape> squares = List.of(new Square(3), new Square(5), new Square(8), new Square(13));
    private final Shape[] circles = {new Circle(2), new Circle(7)};

    @Syscall
    int allOfOneClass(Input x) {
        Shape shape = squares.get(x.e() & 3);
        return shape instanceof Square square ? square.side() : -1;
    }

    @Syscall
    int noneOfThem(Input x) {
        Shape shape = circles[x.e() & 1];
        if (shape instanceof Square square) return square.side();
        return shape instanceof Circle circle ? circle.radius() * 100 : -2;
    }

    private static int weight(Level level) {
        return switch (level) {
            case Low.LEAST -> 1;
            case Low.LESS -> 20;
            case High.LESS -> 300;
            case High.MOST -> 4000;
        };
    }

    @Syscall
    int constantsOfTwoEnums(Input x) {
        int sum = x.e();
        for (Level level : levels) sum = sum * 3 + weight(level);
        return sum;
    }
}
