package dev.skep.security.policy.read;

import java.io.Serial;
import java.util.Optional;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.parser.Parser;

/** A parser that refuses what is nested deeply. Nodes are made by recursion: deep ones would end in an overflow of the stack. */
final class ShallowParser implements Parser {
    /** No policy is deeper than 12. */
    private static final int DEEPEST = 40;

    private final Parser parser;
    private int depth;

    ShallowParser(Parser parser) {
        this.parser = parser;
    }

    @Override
    public boolean checkEvent(Event.ID choice) {
        return parser.checkEvent(choice);
    }

    @Override
    public Event peekEvent() {
        return parser.peekEvent();
    }

    @Override
    public boolean hasNext() {
        return parser.hasNext();
    }

    @Override
    public Event next() {
        Event event = parser.next();
        if (event instanceof CollectionStartEvent && ++depth > DEEPEST) {
            throw new TooDeepException(event.getStartMark());
        }
        if (event instanceof CollectionEndEvent) {
            depth--;
        }
        return event;
    }

    /** Something is nested too deeply. */
    static final class TooDeepException extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1;

        private final transient Optional<Mark> mark;

        TooDeepException(Optional<Mark> mark) {
            this.mark = mark;
        }

        /** Where it begins. */
        Optional<Mark> mark() {
            return mark;
        }
    }
}
