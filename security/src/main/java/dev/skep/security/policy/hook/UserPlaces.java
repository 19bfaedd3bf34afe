package dev.skep.security.policy.hook;

import dev.skep.bpf.KernelException;
import dev.skep.bpf.elf.ElfFile;
import dev.skep.bpf.usdt.UsdtArgument;
import dev.skep.bpf.usdt.UsdtProbe;
import dev.skep.bpf.usdt.UsdtProbes;
import dev.skep.security.policy.model.UserLocation;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Where the code and the arguments of a program lie that actions name. */
public final class UserPlaces {
    private UserPlaces() {}

    /**
     * How many bytes of memory an argument of a probe has.
     *
     * @throws Refused if it lies in no memory at one of the probe's places, or has other sizes at others
     */
    public static int bytes(KernelHook.UserProbe probe, int index) {
        List<UsdtProbe> places = UsdtProbes.of(Path.of(probe.path())).find(probe.provider(), probe.name());
        int bytes = 0;
        for (UsdtProbe place : places) {
            if (index >= place.arguments().size()) {
                throw Refused.because(probe + " passes " + place.arguments().size() + " arguments, not " + (index + 1));
            }
            UsdtArgument argument = place.arguments().get(index);
            if (!(argument instanceof UsdtArgument.InMemory memory)) {
                throw Refused.because("argument " + index + " is " + argument.text()
                        + ", which lies in no memory of the process; a volatile variable does");
            }
            if (bytes != 0 && bytes != memory.size()) {
                throw Refused.because("argument " + index + " has other sizes at other places of the probe: "
                        + places.stream()
                                .map(other -> other.arguments().get(index).text())
                                .distinct()
                                .collect(Collectors.joining(", ")));
            }
            bytes = memory.size();
        }
        return bytes;
    }

    /**
     * How far behind a function, or the place in it that is probed, another place of the same file is.
     *
     * @throws Refused if it has no such place
     */
    public static long distance(KernelHook.UserFunction from, UserLocation to) {
        Path path = Path.of(from.path());
        try (ElfFile file = ElfFile.open(path)) {
            long begin = from.symbol().isEmpty() ? from.offset() : symbol(file, from.symbol()) + from.offset();
            long end = switch (to) {
                case UserLocation.Symbol symbol -> symbol(file, symbol.name()) + symbol.offset();
                case UserLocation.Offset offset -> offset.offset();
                case UserLocation.Address address ->
                    file.fileOffset(address.address())
                            .orElseThrow(() -> Refused.because(
                                    path + " has nothing at address 0x" + Long.toHexString(address.address())));
            };
            return end - begin;
        } catch (KernelException damaged) {
            throw Refused.because(path + ": " + damaged.getMessage());
        }
    }

    private static long symbol(ElfFile file, String name) {
        return file.symbol(name)
                .map(file::fileOffset)
                .orElseThrow(() -> Refused.because(file.path() + " has no symbol " + name));
    }
}
