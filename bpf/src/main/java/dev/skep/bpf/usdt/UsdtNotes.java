package dev.skep.bpf.usdt;

import dev.skep.bpf.MalformedInputException;
import dev.skep.bpf.elf.ElfFile;
import dev.skep.bpf.elf.ElfSection;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Reads the notes of one section. A note is three words (length of the owner's name, length of the description, type), the
 * name and the description, each filled up to 4 bytes. The description is three addresses (probe, base, semaphore) and
 * three strings (provider, name, arguments).
 *
 * <p>The base is where the linker thought section .stapsdt.base would be. Prelinking moves addresses in the file but not in
 * notes, so each address is moved by what that section has moved.
 */
final class UsdtNotes {
    private static final int STAPSDT_TYPE = 3;
    private static final byte[] OWNER = "stapsdt\0".getBytes(StandardCharsets.US_ASCII);
    private static final int HEADER = 12;
    private static final int ADDRESSES = 24;

    private final ElfFile elf;
    private final ElfSection section;
    private final ByteBuffer bytes;
    private final long base;

    UsdtNotes(ElfFile elf, ElfSection section) {
        this.elf = elf;
        this.section = section;
        this.bytes = ByteBuffer.wrap(elf.bytes(section)).order(ByteOrder.LITTLE_ENDIAN);
        this.base = elf.section(".stapsdt.base").map(ElfSection::address).orElse(0L);
    }

    List<UsdtProbe> read() {
        List<UsdtProbe> probes = new ArrayList<>();
        int at = 0;
        while (at < bytes.limit()) {
            if (bytes.limit() - at < HEADER) {
                throw malformed(at, "a note's header is cut");
            }
            long nameLength = padded(Integer.toUnsignedLong(bytes.getInt(at)));
            long length = Integer.toUnsignedLong(bytes.getInt(at + 4));
            int type = bytes.getInt(at + 8);
            long description = at + HEADER + nameLength;
            if (description + length > bytes.limit()) {
                throw malformed(at, "a note of " + length + " bytes is beyond its section's " + bytes.limit());
            }
            if (type == STAPSDT_TYPE && isOwner(at, nameLength)) {
                probes.add(probe((int) description, (int) (description + length)));
            }
            at = (int) Math.min(bytes.limit(), description + padded(length));
        }
        return probes;
    }

    private static long padded(long length) {
        return (length + 3) & -4L;
    }

    private boolean isOwner(int at, long nameLength) {
        if (nameLength != OWNER.length) {
            return false;
        }
        for (int i = 0; i < OWNER.length; i++) {
            if (bytes.get(at + HEADER + i) != OWNER[i]) {
                return false;
            }
        }
        return true;
    }

    private UsdtProbe probe(int start, int end) {
        if (end - start < ADDRESSES) {
            throw malformed(start, "a probe of " + (end - start) + " bytes has no room for its addresses");
        }
        int providerEnd = stringEnd(start + ADDRESSES, end);
        int nameEnd = stringEnd(providerEnd + 1, end);
        int argumentsEnd = stringEnd(nameEnd + 1, end);
        String provider = string(start + ADDRESSES, providerEnd);
        String name = string(providerEnd + 1, nameEnd);
        String arguments = string(nameEnd + 1, argumentsEnd);
        long written = bytes.getLong(start + 8);
        long moved = base == 0 || written == 0 ? 0 : base - written;
        long address = bytes.getLong(start) + moved;
        long semaphore = bytes.getLong(start + 16);
        return new UsdtProbe(
                provider,
                name,
                fileOffset(address, start, provider + ":" + name),
                semaphore == 0 ? 0 : fileOffset(semaphore + moved, start + 16, "semaphore of " + provider + ":" + name),
                arguments(arguments, address));
    }

    private long fileOffset(long address, int at, String what) {
        return elf.fileOffset(address)
                .orElseThrow(() -> malformed(at, what + " at 0x" + Long.toHexString(address) + " is not in the file"));
    }

    private List<UsdtArgument> arguments(String text, long address) {
        if (elf.machine() != ElfFile.X86_64) {
            return UsdtArguments.split(text).stream()
                    .<UsdtArgument>map(UsdtArgument.Unknown::new)
                    .toList();
        }
        return new UsdtArguments(address, this::variable).parse(text);
    }

    private OptionalLong variable(String name) {
        return elf.symbol(name).map(symbol -> OptionalLong.of(symbol.address())).orElse(OptionalLong.empty());
    }

    private int stringEnd(int start, int end) {
        for (int at = start; at < end; at++) {
            if (bytes.get(at) == 0) {
                return at;
            }
        }
        throw malformed(start, "a probe's string does not end");
    }

    private String string(int start, int end) {
        return new String(bytes.array(), start, end - start, StandardCharsets.UTF_8);
    }

    private MalformedInputException malformed(long at, String why) {
        return new MalformedInputException(elf.path().toString(), section.offset() + at, why);
    }
}
