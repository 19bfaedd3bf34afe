package dev.skep.identity;

import java.util.Optional;

/** Whose processes a control group holds. */
public sealed interface Identity {
    /** The control group. */
    Cgroup cgroup();

    /** False for {@link Unresolved} alone. */
    default boolean known() {
        return true;
    }

    /** The container, if it is one. */
    default Optional<Container> container() {
        return Optional.empty();
    }

    /** The pod, if the container is in one. */
    default Optional<Pod> pod() {
        return Optional.empty();
    }

    /** The unit, if systemd made the group and it is no container. */
    default Optional<Unit> unit() {
        return Optional.empty();
    }

    /** The container of a pod, or its sandbox. Each of the values is as good as it is known now; listeners hear of better ones. */
    record PodContainer(Cgroup cgroup, Optional<Container> container, Optional<Pod> pod) implements Identity {
        /** Of a container in a pod. */
        public PodContainer(Cgroup cgroup, Container container, Pod pod) {
            this(cgroup, Optional.of(container), Optional.of(pod));
        }
    }

    /** A container without a pod. */
    record LoneContainer(Cgroup cgroup, Optional<Container> container) implements Identity {
        /** Of a container. */
        public LoneContainer(Cgroup cgroup, Container container) {
            this(cgroup, Optional.of(container));
        }
    }

    /** A unit of systemd. */
    record UnitGroup(Cgroup cgroup, Optional<Unit> unit) implements Identity {
        /** Of a unit. */
        public UnitGroup(Cgroup cgroup, Unit unit) {
            this(cgroup, Optional.of(unit));
        }
    }

    /** A control group that is nothing of the above, the root included. */
    record PlainGroup(Cgroup cgroup) implements Identity {}

    /** Nothing is known yet, but may be in a moment. */
    enum Unresolved implements Identity {
        /** The only one. */
        YET;

        private static final Cgroup NONE = new Cgroup(0, "");

        @Override
        public boolean known() {
            return false;
        }

        @Override
        public Cgroup cgroup() {
            return NONE;
        }
    }
}
