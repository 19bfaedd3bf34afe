package dev.skep.security.process.program;

import dev.skep.bpf.map.RingBuffer;
import dev.skep.compiler.helper.Helpers;
import dev.skep.compiler.helper.Memory;
import dev.skep.compiler.helper.Range;
import dev.skep.security.kernel.Inode;
import dev.skep.security.kernel.LinuxBinprm;
import dev.skep.security.kernel.MmStruct;
import dev.skep.security.kernel.OpenFile;
import dev.skep.security.kernel.Task;
import dev.skep.security.process.ProcessFlag;

/**
 * Writes the texts of an exec, in the kernel, and sends them.
 *
 * <p>When an exec is told, all arguments lie in one piece in the new memory. What does not fit into the record goes before it in parts;
 * the record itself comes last, so that who reads it has everything.
 */
final class ExecFields {
    private static final int PART = ExecRecord.TEXT_BYTES;

    private final RingBuffer<ProcessRecord> events;
    private final int argumentsBytes;
    private final int environmentBytes;

    ExecFields(RingBuffer<ProcessRecord> events, int argumentsBytes, int environmentBytes) {
        this.events = events;
        this.argumentsBytes = argumentsBytes;
        this.environmentBytes = environmentBytes;
    }

    void send(ExecRecord record, Task task, LinuxBinprm binprm) {
        MmStruct memory = task.mm();
        long start = memory.arg_start();
        long total = memory.arg_end() - start;
        long bytes = total > argumentsBytes ? argumentsBytes : total;
        record.argumentsTotal((int) total);
        record.environmentTotal(0);
        if (total > bytes) {
            record.code(record.code() | ProcessFlag.CUT_ARGUMENTS.bit());
        }
        if (bytes > ExecRecord.INLINE_BYTES) {
            parts(record, ProcessRecord.ARGUMENTS, start, bytes, argumentsBytes);
            bytes = 0;
        }
        if (environmentBytes > 0) {
            long variables = memory.env_start();
            long length = memory.env_end() - variables;
            record.environmentTotal((int) length);
            parts(record, ProcessRecord.ENVIRONMENT, variables, Math.min(length, environmentBytes), environmentBytes);
        }
        record.kind(ProcessRecord.EXEC);
        int nameLength = name(record, binprm);
        PathWalk.directory(record, task, nameLength);
        int used = nameLength + record.directoryLength();
        if (used < 0 || used > ExecRecord.NAME_BYTES + ExecRecord.PATH_BYTES) {
            return;
        }
        used = nameless(record, task, binprm.file(), used);
        if (used < 0 || used > ExecRecord.NAME_BYTES + 2 * ExecRecord.PATH_BYTES) {
            return;
        }
        int length = 0;
        if (bytes > 0) {
            length = (int) bytes;
            int failure =
                    Helpers.probeReadUser(Memory.slice(record.text(), used, ExecRecord.INLINE_BYTES), length, start);
            if (failure != 0) {
                length = 0;
                record.code(record.code() | ProcessFlag.NO_ARGUMENTS.bit());
            }
        }
        record.argumentsLength(length);
        int whole = used + length;
        if (whole >= 0 && whole <= ExecRecord.TEXT_BYTES) {
            events.output(record, ProcessProgram.TEXT + whole);
        }
    }

    /** Sends {@code bytes} from {@code start} on, each part with the header of the record. */
    private void parts(ExecRecord record, int kind, long start, long bytes, int most) {
        record.kind(kind);
        for (int index : Range.to(LoopBounds.parts(most))) {
            long at = (long) index * PART;
            long left = bytes - at;
            if (left <= 0) {
                break;
            }
            int length = left > PART ? PART : (int) left;
            if (Helpers.probeReadUser(record.text(), length, start + at) != 0) {
                break;
            }
            record.argumentsLength(length);
            events.output(record, ProcessProgram.TEXT + length);
        }
    }

    /** Reads the file's name; returns its length without NUL. */
    private static int name(ExecRecord record, LinuxBinprm binprm) {
        int length =
                Helpers.probeReadKernelStr(Memory.slice(record.text(), 0, ExecRecord.NAME_BYTES), binprm.filename());
        boolean readable = length > 1 && length <= ExecRecord.NAME_BYTES;
        int used = readable ? length - 1 : 0;
        if (!readable) {
            record.code(record.code() | ProcessFlag.NO_FILE_NAME.bit());
        }
        record.nameLength(used);
        return used;
    }

    /** Where the file was, if it has no name any more; returns the used bytes of the text. */
    private static int nameless(ExecRecord record, Task task, OpenFile file, int used) {
        Inode inode = file.f_inode();
        record.fileLength(0);
        record.inode(0);
        if (inode.i_nlink() != 0) {
            return used;
        }
        record.inode(inode.i_ino());
        PathWalk.file(record, task, file, used);
        return used + record.fileLength();
    }
}
