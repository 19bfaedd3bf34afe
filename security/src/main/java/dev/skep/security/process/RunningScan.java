package dev.skep.security.process;

import dev.skep.bpf.link.IteratorLink;
import dev.skep.bpf.memory.Flyweight;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.events.Sink;
import dev.skep.security.process.program.ProcessFacts;
import dev.skep.security.process.program.RunningProgram;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Puts the processes that run already into the tree, parents first.
 *
 * <p>The kernel says who runs, with rights, namespaces and parent, and /proc says what: file, command line, current directory. A process
 * that ends in between is known without that; its end follows.
 */
final class RunningScan {
    private static final Flyweight<ProcessFacts> FACTS = Flyweight.of(ProcessFacts.class);

    private final SensorOptions options;
    private final ProcessMaker maker;
    private final ProcessTree tree;

    RunningScan(SensorOptions options, ProcessMaker maker, ProcessTree tree) {
        this.options = options;
        this.maker = maker;
        this.tree = tree;
    }

    void run(RunningProgram program, Sink<? super LifecycleEvent> sink) {
        List<MemorySegment> found = new ArrayList<>();
        try (Loaded<RunningProgram> loaded = Kernel.load(program)) {
            loaded.program("running")
                    .link(IteratorLink.class)
                    .forEach(ProcessFacts.class, facts -> found.add(copy(facts)));
        }
        found.sort(Comparator.comparingLong(one -> FACTS.at(one, 0).start()));
        for (MemorySegment memory : found) {
            ProcessExec event = add(memory);
            if (options.announceRunning()) {
                sink.event(event);
            }
        }
        sink.flush();
    }

    private static MemorySegment copy(ProcessFacts facts) {
        MemorySegment source = Flyweight.segment(facts);
        return MemorySegment.ofArray(new long[(int) (source.byteSize() + 7) / 8])
                .copyFrom(source);
    }

    private ProcessExec add(MemorySegment memory) {
        ProcessFacts facts = FACTS.at(memory, 0);
        Program program = ProcFiles.program(facts.pid(), options.argumentsBytes(), options.environmentBytes());
        boolean root = program.directory().equals("/");
        int flags = facts.code() | (root ? ProcessFlag.ROOT_DIRECTORY.bit() : 0);
        int parentPid = facts.parentPid();
        long parentStart = facts.parentStart();
        Process process = maker.told(facts, memory, 0, program, flags, tree.parent(parentPid, parentStart));
        return tree.exec(process, parentPid, parentStart, System.nanoTime());
    }
}
