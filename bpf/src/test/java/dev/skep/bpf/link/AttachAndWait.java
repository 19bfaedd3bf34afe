package dev.skep.bpf.link;

import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramType;
import dev.skep.bpf.program.TinyPrograms;
import java.io.IOException;

/** A process of its own that attaches programs, says so, and waits until its input ends or it is killed. */
final class AttachAndWait {
    private AttachAndWait() {}

    /** The first argument is the programs' name. */
    public static void main(String[] arguments) throws IOException {
        try (Program tracepoint = TinyPrograms.load(arguments[0], ProgramType.TRACEPOINT);
                Program raw = TinyPrograms.load(arguments[0], ProgramType.RAW_TRACEPOINT);
                Link first = TracepointLink.attach(tracepoint, "sched/sched_process_exit");
                Link second = RawTracepointLink.attach(raw, "sched_process_exit")) {
            System.out.println("attached " + first.hook() + ", " + second.hook());
            while (System.in.read() >= 0) {
                // Only the end of the input matters.
            }
        }
    }
}
