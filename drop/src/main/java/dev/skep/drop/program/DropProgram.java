package dev.skep.drop.program;

import dev.skep.bpf.map.ArrayMap;
import dev.skep.bpf.map.PerCpuArray;
import dev.skep.bpf.map.RingBuffer;
import dev.skep.bpf.memory.Counter;
import dev.skep.compiler.helper.Helpers;
import dev.skep.compiler.hook.Xdp;
import dev.skep.compiler.hook.XdpContext;
import dev.skep.drop.match.Decision;
import dev.skep.drop.match.Match;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Drops what matches a rule, and counts it under the first rule that it matches. Loaded and not attached. */
public final class DropProgram {
    /** Most rules of one program, and the largest number of one. */
    public static final int MOST_RULES = 1024;

    private final Decision decision;
    private final int verdict;
    private final boolean bounded;
    private final boolean sampled;
    private final List<Row> rows;
    private final int lastRow;
    private final PerCpuArray<Traffic> traffic;
    private final ArrayMap<Deadline> deadline;
    private final ArrayMap<Counter> credit;
    private final RingBuffer<Sample> samples;

    /** Where the packets of a device are counted: the index of what passed. */
    record Row(int device, int begin) {}

    /**
     * A program for one device, without deadline and samples.
     *
     * @param rules in the order in which they are tested; their numbers begin with 1
     * @param dryRun count what would be dropped, and drop nothing
     */
    public DropProgram(List<Match> rules, boolean dryRun) {
        this(numbered(rules), new Behaviour(dryRun, false, false, List.of(0)), DropMaps.of(rules.size() + 1));
    }

    /**
     * A program.
     *
     * @param rules by their numbers, in whose order they are tested
     * @param maps with room for the largest number on each device
     */
    public DropProgram(SortedMap<Integer, Match> rules, Behaviour behaviour, DropMaps maps) {
        if (rules.isEmpty() || rules.lastKey() > MOST_RULES) {
            throw new IllegalArgumentException(rules.size() + " rules; 1 to " + MOST_RULES + " are possible");
        }
        decision = DecisionBuilder.of(rules);
        verdict = behaviour.dryRun() ? XdpContext.PASS : XdpContext.DROP;
        bounded = behaviour.bounded();
        sampled = behaviour.sampled();
        int length = maps.traffic().maxEntries() / behaviour.devices().size();
        rows = new ArrayList<>();
        for (int device : behaviour.devices()) {
            rows.add(new Row(device, rows.size() * length));
        }
        lastRow = rows.getLast().begin();
        traffic = maps.traffic();
        deadline = maps.deadline();
        credit = maps.credit();
        samples = maps.samples();
    }

    /** Whether it is certain that no packet matches: {@code tcp and udp}. */
    public static boolean matchesNothing(Match rule) {
        return Alternative.of(rule, 1).isEmpty();
    }

    private static SortedMap<Integer, Match> numbered(List<Match> rules) {
        SortedMap<Integer, Match> numbered = new TreeMap<>();
        rules.forEach(rule -> numbered.put(numbered.size() + 1, rule));
        return numbered;
    }

    /** What passed, at index 0, and then what each rule has dropped, at the rule's number. */
    public PerCpuArray<Traffic> traffic() {
        return traffic;
    }

    @Xdp
    int packet(XdpContext packet) {
        if (bounded && over()) {
            return XdpContext.PASS;
        }
        int rule = decision.decide(packet);
        count(row(packet) + rule, packet.length());
        if (rule == Decision.NONE) {
            return XdpContext.PASS;
        }
        if (sampled) {
            sample(packet, rule);
        }
        return verdict;
    }

    /** Looks at the time once in a tick: reading a clock takes as long as the rest of the program. */
    private boolean over() {
        Deadline end = deadline.get(0);
        if (end == null || end.until() <= DropMaps.OVER) {
            return true;
        }
        if (end.until() == DropMaps.FOREVER || end.tick() == Helpers.jiffies64()) {
            return false;
        }
        end.tick(Helpers.jiffies64());
        if (Helpers.ktimeGetCoarseNs() < end.until()) {
            return false;
        }
        end.until(DropMaps.OVER);
        return true;
    }

    private int row(XdpContext packet) {
        if (rows.size() == 1) {
            return lastRow;
        }
        int device = packet.ifindex();
        for (Row row : rows) {
            if (row.device() == device) {
                return row.begin();
            }
        }
        return lastRow;
    }

    private void count(int index, int bytes) {
        Traffic sum = traffic.get(index);
        if (sum != null) {
            sum.packets(sum.packets() + 1);
            sum.bytes(sum.bytes() + bytes);
        }
    }

    private void sample(XdpContext packet, int rule) {
        Counter left = credit.get(0);
        if (left == null || left.value() <= 0) {
            return;
        }
        left.add(-1);
        Sample sample = samples.reserve();
        if (sample == null) {
            return;
        }
        int length = packet.length();
        sample.device(packet.ifindex());
        sample.rule(rule);
        sample.length(length);
        for (int at = 0; at < Sample.BYTES; at += Sample.WORD) {
            Counter word = packet.at(at, Counter.class);
            if (word == null) {
                break;
            }
            sample.head().u64(at, word.value());
        }
        Counter last = packet.at((length - Sample.WORD) & (Sample.BYTES - 1), Counter.class);
        if (last != null) {
            sample.tail(last.value());
        }
        samples.submit(sample);
    }
}
