package dev.skep.security.process;

import dev.skep.bpf.MalformedInputException;
import dev.skep.security.process.program.ExecRecord;
import dev.skep.security.process.program.ProcessProgram;
import dev.skep.security.process.program.ProcessRecord;
import dev.skep.security.process.program.ProcessState;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads what a process runs from the record of its exec. Used by one thread. */
final class ProgramReader {
    private static final int ROOT = 0;

    private final ProcessDetail detail;
    private final TextParts parts = new TextParts();
    private final RecordCache<String> names = new RecordCache<>(2048, PathText::plain);
    private final RecordCache<String> paths = new RecordCache<>(2048, PathText::reversed);
    private int flags;

    ProgramReader(ProcessDetail detail) {
        this.detail = detail;
    }

    /** Keeps a part of a text of the exec that follows. */
    void part(ExecRecord record, MemorySegment memory, long offset, int length) {
        int bytes = record.argumentsLength();
        check(length, bytes);
        parts.add(record.pid(), record.kind(), record.start(), memory, offset + ProcessProgram.TEXT, bytes);
    }

    private static void check(int length, int bytes) {
        if (bytes < 0 || length < ProcessProgram.TEXT + bytes) {
            throw new MalformedInputException(
                    "record of an exec", length, "it ends within its text of " + bytes + " bytes");
        }
    }

    /** What it runs; {@link #flags()} are those of the record and what was found here. */
    Program read(ExecRecord record, MemorySegment memory, long offset, int length) {
        int nameLength = record.nameLength();
        int directoryLength = record.directoryLength();
        int fileLength = record.fileLength();
        int argumentsLength = record.argumentsLength();
        check(length, nameLength + directoryLength + fileLength + argumentsLength);
        flags = record.code();
        long at = offset + ProcessProgram.TEXT;
        String name = names.of(memory, at, nameLength);
        at += nameLength;
        String directory = directory(memory, at, directoryLength);
        at += directoryLength;
        BinaryProperties properties = properties(record, memory, at, fileLength);
        at += fileLength;
        Arguments arguments = arguments(record, memory, at, argumentsLength);
        return new Program(PathText.absolute(directory, name), arguments, directory, environment(record), properties);
    }

    private String directory(MemorySegment memory, long at, int length) {
        if ((flags & ProcessFlag.DIRECTORY_ERROR.bit()) != 0) {
            return "";
        }
        if (length == ROOT) {
            flags |= ProcessFlag.ROOT_DIRECTORY.bit();
        }
        return paths.of(memory, at, length);
    }

    private Arguments arguments(ExecRecord record, MemorySegment memory, long at, int length) {
        int total = Math.min(record.argumentsTotal(), detail.argumentsBytes());
        if (total > ExecRecord.INLINE_BYTES) {
            byte[] whole = parts.take(record.pid(), ProcessRecord.ARGUMENTS, record.start());
            if (whole.length < total) {
                flags |= ProcessFlag.CUT_ARGUMENTS.bit();
            }
            return Arguments.afterFirst(whole);
        }
        int first = 0;
        while (first < length && memory.get(ValueLayout.JAVA_BYTE, at + first) != 0) {
            first++;
        }
        int rest = length - first - 1;
        if (rest <= 0) {
            return Arguments.NONE;
        }
        byte[] bytes = new byte[rest];
        MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, at + first + 1, bytes, 0, rest);
        return Arguments.ofOwned(bytes);
    }

    private Arguments environment(ExecRecord record) {
        return detail.environmentBytes() == 0
                ? Arguments.NONE
                : Arguments.ofOwned(parts.take(record.pid(), ProcessRecord.ENVIRONMENT, record.start()));
    }

    private BinaryProperties properties(ExecRecord record, MemorySegment memory, long at, int length) {
        int gains = record.gains();
        if (gains == 0 && record.inode() == 0) {
            return BinaryProperties.NONE;
        }
        boolean user = (gains & ProcessState.SET_USER_ID) != 0;
        boolean group = (gains & ProcessState.SET_GROUP_ID) != 0;
        List<PrivilegeGain> reasons = new ArrayList<>();
        if ((gains & ProcessState.FILE_CAPABILITIES) != 0) {
            reasons.add(PrivilegeGain.FILE_CAPABILITIES);
        }
        if (user && record.setUid() == 0) {
            reasons.add(PrivilegeGain.SET_USER_ID);
        }
        if (group && record.setGid() == 0) {
            reasons.add(PrivilegeGain.SET_GROUP_ID);
        }
        return new BinaryProperties(
                user ? OptionalInt.of(record.setUid()) : OptionalInt.empty(),
                group ? OptionalInt.of(record.setGid()) : OptionalInt.empty(),
                reasons,
                record.inode() == 0
                        ? Optional.empty()
                        : Optional.of(
                                new BinaryProperties.NamelessFile(record.inode(), 0, paths.of(memory, at, length))));
    }

    /** Bits of {@link ProcessFlag}, of the last record. */
    int flags() {
        return flags;
    }
}
