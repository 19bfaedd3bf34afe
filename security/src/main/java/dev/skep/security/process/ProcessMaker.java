package dev.skep.security.process;

import dev.skep.bpf.memory.Flyweight;
import dev.skep.bpf.memory.StructField;
import dev.skep.bpf.memory.StructLayout;
import dev.skep.security.process.program.ProcessFacts;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import java.util.Optional;

/** Makes {@link Process} of what is told of one. Rights and namespaces of equal bytes become one object. Used by one thread. */
final class ProcessMaker {
    private static final Flyweight<ProcessFacts> FACTS = Flyweight.of(ProcessFacts.class);
    private static final long RIGHTS = offset("permitted");
    private static final int RIGHTS_BYTES = (int) (offset("uts") - RIGHTS);
    private static final long NAMESPACES = offset("userInum");
    private static final int NAMESPACES_BYTES = (int) (offset("auid") - NAMESPACES);
    private static final Credentials NO_CREDENTIALS =
            new Credentials(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, new Credentials.UserNamespace(0, 0, 0, 0));
    private static final Namespaces NO_NAMESPACES = new Namespaces(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    private static final int NOBODY = -1;

    private final SensorOptions options;
    private final WallClock clock;
    private final ProcessFacts view = FACTS.allocate();
    private final RecordCache<Credentials> rights;
    private final RecordCache<Namespaces> namespaces;

    ProcessMaker(SensorOptions options, WallClock clock) {
        this.options = options;
        this.clock = clock;
        rights = new RecordCache<>(64, (memory, offset, length) -> credentials(memory, offset));
        namespaces = new RecordCache<>(64, (memory, offset, length) -> namespaces(memory, offset));
    }

    private static long offset(String field) {
        StructField found = StructLayout.of(ProcessFacts.class).field(field);
        return Objects.requireNonNull(found, field).offset();
    }

    /** Of a process that runs a program; {@code facts} lies at {@code offset}. */
    Process told(
            ProcessFacts facts,
            MemorySegment memory,
            long offset,
            Program program,
            int flags,
            Optional<Process> parent) {
        Credentials credentials = rights.of(memory, offset + RIGHTS, RIGHTS_BYTES);
        return new Process(
                ExecId.of(options.node(), facts.start(), facts.pid()),
                parent.map(Process::id),
                facts.namespacePid(),
                program,
                ProcessFlags.ofBits(
                        parent.isEmpty() && facts.parentPid() != 0 ? flags | ProcessFlag.MISS.bit() : flags),
                clock.at(facts.start()),
                facts.auid(),
                user(credentials),
                credentials,
                namespaces.of(memory, offset + NAMESPACES, NAMESPACES_BYTES),
                facts.cgroup(),
                new References());
    }

    /** Of a process without an exec. */
    Process forked(Fork fork, Process parent, References references) {
        return new Process(
                ExecId.of(options.node(), fork.start(), fork.pid()),
                Optional.of(parent.id()),
                fork.namespacePid(),
                fork.own().flatMap(ThreadName::program).orElse(parent.program()),
                ProcessFlags.ofBits(fork.flags() | ProcessFlag.CLONE.bit()),
                clock.at(fork.start()),
                parent.auid(),
                parent.user(),
                parent.credentials(),
                parent.namespaces(),
                fork.cgroup(),
                references);
    }

    /** Of a process of which nothing was told: as far as the host shows it now. */
    Process unknown(int pid, long start) {
        return new Process(
                ExecId.of(options.node(), start, pid),
                Optional.empty(),
                0,
                ProcFiles.program(pid, options.detail()),
                ProcessFlags.of(ProcessFlag.PROC_FS, ProcessFlag.MISS),
                clock.at(start),
                NOBODY,
                Optional.empty(),
                NO_CREDENTIALS,
                NO_NAMESPACES,
                0,
                new References());
    }

    /** Names are the host's, so they are of meaning in its user namespace only. */
    private Optional<String> user(Credentials credentials) {
        return credentials.userNamespace().level() == 0
                ? options.detail().userNames().apply(credentials.euid())
                : Optional.empty();
    }

    private Credentials credentials(MemorySegment memory, long offset) {
        FACTS.move(view, memory, offset - RIGHTS);
        return new Credentials(
                view.uid(),
                view.gid(),
                view.euid(),
                view.egid(),
                view.suid(),
                view.sgid(),
                view.fsuid(),
                view.fsgid(),
                view.securebits(),
                view.permitted(),
                view.effective(),
                view.inheritable(),
                new Credentials.UserNamespace(view.userLevel(), view.userOwner(), view.userGroup(), view.userInum()));
    }

    private Namespaces namespaces(MemorySegment memory, long offset) {
        FACTS.move(view, memory, offset - NAMESPACES);
        return new Namespaces(
                view.uts(),
                view.ipc(),
                view.mnt(),
                view.pidInum(),
                view.pidForChildren(),
                view.net(),
                view.timeInum(),
                view.timeForChildren(),
                view.cgroupInum(),
                view.userInum());
    }
}
