package dev.skep.drop.fuzz;

import dev.skep.drop.fuzz.Frame.Cut;
import java.util.List;

/**
 * A filter as an oracle understands it. It knows how it is written and what it means, and shares nothing with the parser and the tests
 * that the kernel runs. A {@code vlan} moves all that is written behind it by one tag.
 */
sealed interface Expression {
    /** As one writes it. */
    String text();

    /** Whether a packet passes, where what stands before this in the text has named so many tags. */
    boolean holds(Frame frame, int tags) throws Cut;

    /** How many tags it names. */
    default int tags() {
        return 0;
    }

    /** What one may try in its place to find out what matters. */
    default List<Expression> smaller() {
        return List.of();
    }

    /** Whether a packet matches. */
    default boolean matches(byte[] packet) {
        try {
            return holds(new Frame(packet), 0);
        } catch (Cut cut) {
            return false;
        }
    }

    /** {@code and}, {@code or}. */
    record Pair(boolean both, Expression left, Expression right) implements Expression {
        @Override
        public String text() {
            return "(" + left.text() + (both ? " and " : " or ") + right.text() + ")";
        }

        @Override
        public boolean holds(Frame frame, int tags) throws Cut {
            return left.holds(frame, tags) == both ? right.holds(frame, tags + left.tags()) : !both;
        }

        @Override
        public int tags() {
            return left.tags() + right.tags();
        }

        @Override
        public List<Expression> smaller() {
            List<Expression> all = new java.util.ArrayList<>(List.of(left, right));
            left.smaller().forEach(one -> all.add(new Pair(both, one, right)));
            right.smaller().forEach(one -> all.add(new Pair(both, left, one)));
            return all;
        }
    }

    /** {@code not}. */
    record Negation(Expression part) implements Expression {
        @Override
        public String text() {
            return "not " + part.text();
        }

        @Override
        public boolean holds(Frame frame, int tags) throws Cut {
            return !part.holds(frame, tags);
        }

        @Override
        public int tags() {
            return part.tags();
        }

        @Override
        public List<Expression> smaller() {
            List<Expression> all = new java.util.ArrayList<>(List.of(part));
            part.smaller().forEach(one -> all.add(new Negation(one)));
            return all;
        }
    }

    /** {@code vlan}, {@code vlan ID}. */
    record Vlan(int id) implements Expression {
        @Override
        public String text() {
            return id < 0 ? "vlan" : "vlan " + id;
        }

        @Override
        public boolean holds(Frame frame, int tags) throws Cut {
            long type = frame.type(tags);
            boolean tagged = type == 0x8100 || type == 0x88a8 || type == 0x9100;
            return tagged && (id < 0 || frame.read(Frame.network(tags), 2) % 4096 == id);
        }

        @Override
        public int tags() {
            return 1;
        }
    }

    /** Two numbers compared, in packets of the protocols that they are read from. */
    record Compared(Num left, String relation, Num right) implements Expression {
        @Override
        public String text() {
            return left.text() + " " + relation + " " + right.text();
        }

        @Override
        public boolean holds(Frame frame, int tags) throws Cut {
            if (!left.there(frame, tags) || !right.there(frame, tags)) {
                return false;
            }
            long first = left.of(frame, tags);
            return Num.related(first, relation, right.of(frame, tags));
        }
    }

    /** A primitive without tags. */
    record Plain(String text, Test test) implements Expression {
        @Override
        public boolean holds(Frame frame, int tags) throws Cut {
            return test.holds(frame, tags);
        }
    }

    /** What a primitive asks. */
    interface Test {
        boolean holds(Frame frame, int tags) throws Cut;
    }
}
