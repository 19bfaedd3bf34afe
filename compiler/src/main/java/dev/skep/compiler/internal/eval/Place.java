package dev.skep.compiler.internal.eval;

/** A place in a {@link State} that holds a value from one iteration of a loop to the next. */
sealed interface Place {
    Abstract read(State state);

    void write(State state, Abstract value);

    /** A local variable. */
    record Local(int slot) implements Place {
        @Override
        public Abstract read(State state) {
            return state.local(slot);
        }

        @Override
        public void write(State state, Abstract value) {
            state.local(slot, value);
        }
    }

    /** An entry of the operand stack. */
    record Stack(int index) implements Place {
        @Override
        public Abstract read(State state) {
            return state.stack(index);
        }

        @Override
        public void write(State state, Abstract value) {
            state.stack(index, value);
        }
    }

    /** A field of an object of the abstract heap. */
    record Field(int object, int index) implements Place {
        @Override
        public Abstract read(State state) {
            return state.object(new Virtual(object)).fields().get(index);
        }

        @Override
        public void write(State state, Abstract value) {
            state.object(object, state.object(new Virtual(object)).with(index, value));
        }
    }

    /** A part of a record or lambda in another place. */
    record Part(Place whole, int index) implements Place {
        @Override
        public Abstract read(State state) {
            return state.object((Virtual) whole.read(state)).fields().get(index);
        }

        @Override
        public void write(State state, Abstract value) {
            Virtual object = (Virtual) whole.read(state);
            state.object(object.id(), state.object(object).with(index, value));
        }
    }
}
