package dev.skep.cli.trace;

import dev.skep.bpf.Errno;
import dev.skep.cli.output.Column;
import dev.skep.cli.output.ColumnSet;
import dev.skep.cli.output.FieldWriter;
import dev.skep.trace.RawText;
import dev.skep.trace.exec.StartedProgram;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The columns of {@code skep trace exec}: those of libbpf-tools' execsnoop with the same widths, and more on request. */
final class ExecColumns {
    private static final int COMM_CELLS = 16;
    private static final byte[] MORE = "...".getBytes(StandardCharsets.US_ASCII);

    private final boolean quoted;
    private final int mostArguments;
    private final long startNanos;

    private final Column<StartedProgram> time =
            Column.left("time", 8, "time", (program, out) -> out.time(program.timestamp()));
    private final Column<StartedProgram> timestamp;
    private final Column<StartedProgram> uid =
            Column.left("uid", 6, "user id", (program, out) -> out.number(Integer.toUnsignedLong(program.uid())));
    private final Column<StartedProgram> pcomm =
            Column.left("pcomm", COMM_CELLS, "name", (program, out) -> text(program.comm(), out));
    private final Column<StartedProgram> pid =
            Column.left("pid", 6, "process id", (program, out) -> out.number(program.pid()));
    private final Column<StartedProgram> tid =
            Column.left("tid", 6, "thread id before", (program, out) -> out.number(program.tid()));
    private final Column<StartedProgram> ppid =
            Column.left("ppid", 6, "process id of the parent", (program, out) -> out.number(program.ppid()));
    private final Column<StartedProgram> ret =
            Column.right("ret", 3, "0, or an error number below 0", (program, out) -> out.number(program.result()));
    private final Column<StartedProgram> error = Column.left(
            "error",
            8,
            "error name",
            (program, out) -> out.constant(program.result() == 0 ? "" : Errno.nameOf(-program.result())));
    private final Column<StartedProgram> file = Column.left(
            "file", 24, "file name", (program, out) -> out.text(program.text().array(), 0, program.nameLength()));
    private final Column<StartedProgram> args;
    private final Column<StartedProgram> cut;

    ExecColumns(boolean quoted, int mostArguments, long startNanos) {
        this.quoted = quoted;
        this.mostArguments = mostArguments;
        this.startNanos = startNanos;
        timestamp = new Column<>(
                "timestamp",
                "TIME(s)",
                8,
                false,
                "seconds since the start",
                (program, out) -> out.seconds(Math.max(0, program.timestamp() - this.startNanos)));
        args = Column.left("args", 0, "file name and arguments", this::args);
        cut = Column.left("cut", 3, "whether arguments are missing", (program, out) -> out.flag(cut(program)));
    }

    private static void text(RawText text, FieldWriter out) {
        out.text(text.array(), 0, text.length());
    }

    private boolean cut(StartedProgram program) {
        return program.cut() || program.arguments() + 1 > mostArguments;
    }

    private void args(StartedProgram program, FieldWriter out) {
        byte[] text = program.text().array();
        out.beginList();
        out.element(text, 0, program.nameLength(), quoted);
        int shown = Math.min(program.arguments(), mostArguments - 1);
        for (int i = 0; i < shown; i++) {
            int start = program.argumentStart(i);
            out.element(text, start, program.argumentEnd(i) - start, quoted);
        }
        if (cut(program)) {
            out.element(MORE, 0, MORE.length, false);
        }
        out.endList();
    }

    ColumnSet<StartedProgram> all() {
        return new ColumnSet<>(List.of(time, timestamp, pid, tid, ppid, uid, pcomm, ret, error, file, args, cut));
    }

    List<Column<StartedProgram>> standard(boolean withTime, boolean withTimestamp, boolean withUser) {
        List<Column<StartedProgram>> shown = new ArrayList<>();
        if (withTime) {
            shown.add(time);
        }
        if (withTimestamp) {
            shown.add(timestamp);
        }
        if (withUser) {
            shown.add(uid);
        }
        shown.addAll(List.of(pcomm, pid, ppid, ret, args));
        return shown;
    }
}
