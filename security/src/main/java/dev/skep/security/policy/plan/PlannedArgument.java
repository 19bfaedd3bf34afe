package dev.skep.security.policy.plan;

import dev.skep.security.policy.program.ArgumentCode;
import dev.skep.security.policy.program.NumberReader;
import dev.skep.security.policy.program.PathArgument;
import java.util.Optional;

/** An argument of a policy as it is read at a hook: what conditions on it can use, and how it gets into records. */
sealed interface PlannedArgument {
    /** How it gets into records; nothing of {@code nop}. */
    Optional<ArgumentCode> code();

    /** What is not shown and cannot be tested. */
    record Nothing() implements PlannedArgument {
        @Override
        public Optional<ArgumentCode> code() {
            return Optional.empty();
        }
    }

    /**
     * A number.
     *
     * @param reader what reads it
     * @param written how it is written
     */
    @SuppressWarnings("AvoidCommonTypeNames") // as the other kinds
    record Number(NumberReader reader, ArgumentCode written) implements PlannedArgument {
        @Override
        public Optional<ArgumentCode> code() {
            return Optional.of(written);
        }
    }

    /**
     * A text.
     *
     * @param written how it is written
     */
    record Text(ArgumentCode.Growing written) implements PlannedArgument {
        @Override
        public Optional<ArgumentCode> code() {
            return Optional.of(written);
        }
    }

    /**
     * A file.
     *
     * @param written how its path is written
     */
    record File(PathArgument written) implements PlannedArgument {
        @Override
        public Optional<ArgumentCode> code() {
            return Optional.of(written);
        }
    }

    /**
     * A socket, packet or address.
     *
     * @param endpoints what conditions use
     * @param written how it is written
     */
    record Network(Endpoints endpoints, ArgumentCode written) implements PlannedArgument {
        @Override
        public Optional<ArgumentCode> code() {
            return Optional.of(written);
        }
    }

    /**
     * What has a name and more.
     *
     * @param name what conditions use
     * @param written how all of it is written
     */
    record Named(ArgumentCode.Growing name, ArgumentCode written) implements PlannedArgument {
        @Override
        public Optional<ArgumentCode> code() {
            return Optional.of(written);
        }
    }

    /**
     * An address of a local socket.
     *
     * @param family what conditions on the family use
     * @param written how family and name are written, of which conditions use the name
     */
    record Local(NumberReader family, ArgumentCode.Growing written) implements PlannedArgument {
        @Override
        public Optional<ArgumentCode> code() {
            return Optional.of(written);
        }
    }

    /**
     * What is shown only.
     *
     * @param written how it is written
     */
    record Shown(ArgumentCode written) implements PlannedArgument {
        @Override
        public Optional<ArgumentCode> code() {
            return Optional.of(written);
        }
    }
}
