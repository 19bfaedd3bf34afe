package dev.skep.drop.live;

import dev.skep.bpf.link.XdpLink;
import dev.skep.bpf.link.XdpMode;
import dev.skep.bpf.map.PerCpuArray;
import dev.skep.bpf.program.Program;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.drop.filter.Filter;
import dev.skep.drop.match.Match;
import dev.skep.drop.program.Behaviour;
import dev.skep.drop.program.Deadline;
import dev.skep.drop.program.DropMaps;
import dev.skep.drop.program.DropProgram;
import dev.skep.drop.program.Traffic;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Rules at work on devices. Who attaches or opens it closes it; the end of those that are not pinned is the end of the last one who has
 * it open. For one thread.
 */
public final class LiveDrop implements AutoCloseable {
    private static final int ROW = DropProgram.MOST_RULES + 1;

    private Manifest manifest;
    private final DropMaps maps;
    private final List<XdpLink> links;

    LiveDrop(Manifest manifest, DropMaps maps, List<XdpLink> links) {
        this.manifest = manifest;
        this.maps = maps;
        this.links = links;
    }

    /**
     * Compiles the rules and attaches them. Those of a manifest that is {@linkplain Manifest.Option#BOUNDED bounded} begin with
     * {@link #until}.
     *
     * @throws dev.skep.drop.filter.FilterException if a rule is no filter
     * @throws AttachException if a device does not take the program; nothing is attached then
     */
    public static LiveDrop attach(Manifest manifest) {
        DropMaps maps = DropMaps.of(ROW * manifest.devices().size());
        LiveDrop drop = new LiveDrop(manifest, maps, new ArrayList<>());
        try {
            maps.create();
            drop.attach();
            return drop;
        } catch (RuntimeException | Error failure) {
            drop.close();
            throw failure;
        }
    }

    private void attach() {
        try (Loaded<DropProgram> loaded = Kernel.loadDetached(program(manifest, maps))) {
            Program program = loaded.program("packet").program();
            FoundProgram.describe(program, manifest);
            for (DropDevice device : manifest.devices()) {
                links.add(attach(program, device));
            }
        }
    }

    private XdpLink attach(Program program, DropDevice device) {
        try {
            return XdpLink.attach(program, device.index(), manifest.mode());
        } catch (RuntimeException refused) {
            throw new AttachException(device, refused);
        }
    }

    private static DropProgram program(Manifest manifest, DropMaps maps) {
        SortedMap<Integer, Match> rules = new TreeMap<>();
        manifest.rules()
                .forEach(rule ->
                        rules.put(rule.number(), Filter.parse(rule.text()).match()));
        Set<Manifest.Option> options = manifest.options();
        return new DropProgram(
                rules,
                new Behaviour(
                        manifest.dryRun(),
                        options.contains(Manifest.Option.BOUNDED),
                        options.contains(Manifest.Option.SAMPLED),
                        manifest.devices().stream().map(DropDevice::index).toList()),
                maps);
    }

    /** What is at work. */
    public Manifest manifest() {
        return manifest;
    }

    /**
     * Puts other rules in place of the present ones. Every packet is seen by exactly one of the two programs; rules that stay go on
     * counting, new ones begin with nothing. Devices come one after the other; one that is gone is left out.
     */
    public void change(Manifest next) {
        Set<Integer> known = new HashSet<>();
        manifest.rules().forEach(rule -> known.add(rule.number()));
        for (DropRule rule : next.rules()) {
            for (int device = 0; !known.contains(rule.number()) && device < links.size(); device++) {
                maps.reset(device * ROW + rule.number());
            }
        }
        try (Loaded<DropProgram> loaded = Kernel.loadDetached(program(next, maps))) {
            Program program = loaded.program("packet").program();
            FoundProgram.describe(program, next);
            replace(program);
        }
        manifest = next;
    }

    private void replace(Program program) {
        for (XdpLink link : links) {
            if (link.interfaceIndex() != 0) {
                link.replace(program);
            }
        }
    }

    /** Whether its devices run different programs: a change was begun, and its process killed. */
    boolean differs() {
        return attached().map(XdpLink::programId).distinct().count() > 1;
    }

    /** Ends such a change: all devices run what the first one runs. */
    void settle() {
        attached().findFirst().flatMap(first -> Program.open(first.programId())).ifPresent(program -> {
            try (program) {
                replace(program);
            }
        });
    }

    private Stream<XdpLink> attached() {
        return links.stream().filter(link -> link.interfaceIndex() != 0);
    }

    /** Whether a device is still there. */
    public boolean isAttached(DropDevice device) {
        return attached().anyMatch(link -> link.interfaceIndex() == device.index());
    }

    /** Where in the receive path a device runs it now; empty for one that is gone, or in another network namespace. */
    public Optional<XdpMode> mode(DropDevice device) {
        return attached()
                .filter(link -> link.interfaceIndex() == device.index())
                .findFirst()
                .flatMap(XdpLink::mode);
    }

    /** The id of the map of its counters: no other has it, and it stays when rules change. */
    public int id() {
        return maps.traffic().id();
    }

    /** The ids of its links. */
    public List<Integer> linkIds() {
        return links.stream().map(XdpLink::id).toList();
    }

    /** Sees what another process has changed meanwhile. */
    public void refresh() {
        attached()
                .findFirst()
                .flatMap(link -> FoundProgram.of(link.programId()))
                .ifPresent(found -> manifest = found.manifest());
    }

    /** Ends it, whoever else holds it open: all devices together let everything pass, and then lose the program one by one. */
    public void end() {
        if (manifest.options().contains(Manifest.Option.BOUNDED)) {
            maps.until(0);
        }
        for (XdpLink link : links) {
            if (link.interfaceIndex() != 0) {
                link.detach();
            }
        }
    }

    /** Gives each link a name in a folder of a BPF file system. */
    void pin(Path folder) {
        for (int i = 0; i < links.size(); i++) {
            links.get(i).pin(folder.resolve("link_" + manifest.devices().get(i).index()));
        }
    }

    /** Says when everything is to pass, on the clock of {@link System#nanoTime}: 0 for at once. */
    public void until(long nanos) {
        maps.until(nanos);
    }

    /** When everything passes, on the clock of {@link System#nanoTime}; {@link DropMaps#FOREVER} for never. */
    public long deadline() {
        Deadline end = manifest.options().contains(Manifest.Option.BOUNDED)
                ? maps.deadline().get(0)
                : null;
        return end == null ? DropMaps.FOREVER : end.until();
    }

    /** Whether it is at work now. */
    public DropState state() {
        long deadline = deadline();
        if (deadline == 0) {
            return DropState.UNFINISHED;
        }
        if (attached().findFirst().isEmpty()) {
            return DropState.GONE;
        }
        return deadline <= System.nanoTime() ? DropState.EXPIRED : DropState.ACTIVE;
    }

    /**
     * What was counted on a device so far.
     *
     * @param device its place in the manifest
     * @param rule a rule's number, or 0 for what passed
     */
    public Count count(int device, int rule) {
        PerCpuArray<Traffic> traffic = maps.traffic();
        long packets = 0;
        long bytes = 0;
        for (Traffic one : traffic.getAll(device * ROW + rule)) {
            packets += one.packets();
            bytes += one.bytes();
        }
        return new Count(packets, bytes);
    }

    /** What was counted on all devices so far. */
    public Count count(int rule) {
        Count sum = new Count(0, 0);
        for (int device = 0; device < manifest.devices().size(); device++) {
            sum = sum.plus(count(device, rule));
        }
        return sum;
    }

    /** Begins to show dropped packets. */
    public SampleFeed samples(int perSecond) {
        return new SampleFeed(maps, perSecond);
    }

    @Override
    public void close() {
        links.forEach(XdpLink::close);
        maps.close();
    }
}
