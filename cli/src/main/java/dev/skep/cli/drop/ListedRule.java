package dev.skep.cli.drop;

import dev.skep.bpf.link.XdpMode;
import dev.skep.drop.live.Count;
import dev.skep.drop.live.DropDevice;
import dev.skep.drop.live.DropRule;
import dev.skep.drop.live.DropState;
import dev.skep.drop.live.LiveDrop;
import dev.skep.drop.live.Manifest;
import dev.skep.drop.program.DropMaps;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/**
 * One rule of a list: what it and the rules beside it did at one moment.
 *
 * @param manifest of all rules beside it
 * @param state of all
 * @param processId of the process that has them; 0 for pinned ones
 * @param mode where in the receive path the devices run it; where none can be asked, what was wanted
 * @param devices names, with a mark on those that are gone
 * @param until when all ends; empty for never
 * @param rule the rule
 * @param matched what it matched
 * @param passed what passed all of them
 */
record ListedRule(
        Manifest manifest,
        DropState state,
        int processId,
        String mode,
        List<String> devices,
        String until,
        DropRule rule,
        Count matched,
        Count passed) {

    static List<ListedRule> of(LiveDrop drop, int processId) {
        Manifest manifest = drop.manifest();
        DropState state = drop.state();
        List<String> devices = manifest.devices().stream()
                .map(device -> name(device, drop.isAttached(device)))
                .toList();
        String mode = mode(drop);
        String until = until(drop.deadline());
        Count passed = drop.count(0);
        return manifest.rules().stream()
                .map(rule -> new ListedRule(
                        manifest, state, processId, mode, devices, until, rule, drop.count(rule.number()), passed))
                .toList();
    }

    private static String mode(LiveDrop drop) {
        List<String> modes = drop.manifest().devices().stream()
                .flatMap(device -> drop.mode(device).stream())
                .map(ListedRule::word)
                .distinct()
                .toList();
        return modes.isEmpty() ? word(drop.manifest().mode()) : String.join(",", modes);
    }

    /** As --mode has it. */
    static String word(XdpMode mode) {
        return mode.name().toLowerCase(Locale.ROOT);
    }

    private static String name(DropDevice device, boolean attached) {
        return attached ? device.name() : device.name() + "(gone)";
    }

    private static String until(long deadline) {
        return deadline == DropMaps.FOREVER || deadline == 0
                ? ""
                : text(Instant.now().plusNanos(deadline - System.nanoTime()));
    }

    static String text(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    String stateWords() {
        return state == DropState.ACTIVE && manifest.dryRun()
                ? "dry-run"
                : state.name().toLowerCase(Locale.ROOT);
    }
}
