package dev.skep.cli.trace;

import dev.skep.bpf.Errno;
import dev.skep.cli.output.Column;
import dev.skep.cli.output.ColumnSet;
import dev.skep.cli.output.FieldWriter;
import dev.skep.trace.RawText;
import dev.skep.trace.open.OpenedFile;
import java.util.ArrayList;
import java.util.List;

/** The columns of {@code skep trace open}: those of libbpf-tools' opensnoop with the same widths, and more on request. */
final class OpenColumns {
    private static final int COMM_CELLS = 16;
    private static final int OCTAL_DIGITS = 8;

    private final FlagNames flagNames = new FlagNames();

    private final Column<OpenedFile> time = Column.left("time", 8, "time", (file, out) -> out.time(file.timestamp()));
    private final Column<OpenedFile> uid =
            Column.left("uid", 7, "user id", (file, out) -> out.number(Integer.toUnsignedLong(file.uid())));
    private final Column<OpenedFile> pid = Column.left("pid", 6, "process id", (file, out) -> out.number(file.pid()));
    private final Column<OpenedFile> tid = Column.left("tid", 6, "thread id", (file, out) -> out.number(file.tid()));
    private final Column<OpenedFile> ppid =
            Column.left("ppid", 6, "process id of the parent", (file, out) -> out.number(file.ppid()));
    private final Column<OpenedFile> comm =
            Column.left("comm", COMM_CELLS, "name", (file, out) -> text(file.comm(), out));
    private final Column<OpenedFile> fd =
            Column.right("fd", 3, "descriptor, -1 if it failed", (file, out) -> out.number(file.descriptor()));
    private final Column<OpenedFile> err =
            Column.right("err", 3, "error number", (file, out) -> out.number(file.errno()));
    private final Column<OpenedFile> error = Column.left(
            "error", 8, "error name", (file, out) -> out.constant(file.errno() == 0 ? "" : Errno.nameOf(file.errno())));
    private final Column<OpenedFile> flags =
            Column.left("flags", 8, "flags, octal", (file, out) -> out.octal(file.flags(), OCTAL_DIGITS));
    private final Column<OpenedFile> flagnames =
            Column.left("flagnames", 20, "flags by name", (file, out) -> out.constant(flagNames.of(file.flags())));
    private final Column<OpenedFile> path =
            Column.left("path", 0, "complete path", (file, out) -> text(file.path(), out));
    private final Column<OpenedFile> complete =
            Column.left("complete", 8, "whether the path is complete", (file, out) -> out.flag(file.pathComplete()));

    private static void text(RawText text, FieldWriter out) {
        out.text(text.array(), 0, text.length());
    }

    ColumnSet<OpenedFile> all() {
        return new ColumnSet<>(
                List.of(time, pid, tid, ppid, uid, comm, fd, err, error, flags, flagnames, path, complete));
    }

    List<Column<OpenedFile>> standard(boolean withTime, boolean withUser, boolean extended) {
        List<Column<OpenedFile>> shown = new ArrayList<>();
        if (withTime) {
            shown.add(time);
        }
        if (withUser) {
            shown.add(uid);
        }
        shown.addAll(List.of(pid, comm, fd, err));
        if (extended) {
            shown.addAll(List.of(flags, error));
        }
        shown.add(path);
        return shown;
    }
}
