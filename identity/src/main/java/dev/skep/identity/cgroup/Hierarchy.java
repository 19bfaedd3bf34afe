package dev.skep.identity.cgroup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A tree of control groups.
 *
 * @param mount the folder of its root
 * @param number its number in /proc/self/cgroup: 0 for version 2
 * @param controller of version 1, the controller that identifies it; empty for version 2
 */
public record Hierarchy(Path mount, int number, String controller) {
    /** Hosts without version 2: the controllers that runtimes always use, the one without side effects first. */
    private static final List<String> CONTROLLERS = List.of("pids", "memory", "cpuset");

    private static final int TYPE_AFTER_SEPARATOR = 1;
    private static final int OPTIONS_AFTER_SEPARATOR = 3;

    /**
     * The tree of this host's containers: that of version 2 where it is mounted, alone or beside version 1, because runtimes and systemd
     * make their groups there, too; else one of version 1.
     *
     * @throws IllegalStateException if no such tree is mounted
     */
    public static Hierarchy ofThisHost() {
        List<String> mounts = lines("/proc/self/mountinfo");
        return unified(mounts)
                .or(() -> CONTROLLERS.stream()
                        .flatMap(name -> legacy(name, mounts, lines("/proc/self/cgroup")).stream())
                        .findFirst())
                .orElseThrow(() -> new IllegalStateException(
                        "no control groups are mounted: neither version 2 nor " + String.join(", ", CONTROLLERS)));
    }

    /** That of version 2, if it is mounted. */
    public static Optional<Hierarchy> unified() {
        return unified(lines("/proc/self/mountinfo"));
    }

    /** That of version 1 with this controller, if it is mounted. */
    public static Optional<Hierarchy> legacy(String controller) {
        return legacy(controller, lines("/proc/self/mountinfo"), lines("/proc/self/cgroup"));
    }

    static Optional<Hierarchy> unified(List<String> mountinfo) {
        return mount(mountinfo, "cgroup2", "").map(mount -> new Hierarchy(mount, 0, ""));
    }

    static Optional<Hierarchy> legacy(String controller, List<String> mountinfo, List<String> cgroups) {
        return mount(mountinfo, "cgroup", controller)
                .flatMap(mount -> cgroups.stream()
                        .map(line -> line.split(":", 3))
                        .filter(fields -> fields.length == 3
                                && List.of(fields[1].split(",")).contains(controller))
                        .map(fields -> new Hierarchy(mount, Integer.parseInt(fields[0]), controller))
                        .findFirst());
    }

    private static Optional<Path> mount(List<String> mountinfo, String type, String option) {
        for (String line : mountinfo) {
            List<String> fields = List.of(line.split(" "));
            int separator = fields.indexOf("-");
            if (separator < 5 || fields.size() <= separator + OPTIONS_AFTER_SEPARATOR) {
                continue;
            }
            boolean wanted = option.isEmpty()
                    || List.of(fields.get(separator + OPTIONS_AFTER_SEPARATOR).split(","))
                            .contains(option);
            if (fields.get(separator + TYPE_AFTER_SEPARATOR).equals(type) && wanted) {
                return Optional.of(Path.of(fields.get(4)));
            }
        }
        return Optional.empty();
    }

    private static List<String> lines(String file) {
        try {
            return Files.readAllLines(Path.of(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("read " + file, unreadable);
        }
    }

    /** Whether it is of version 2. */
    public boolean isUnified() {
        return number == 0;
    }

    /** How programs in the kernel get the id of a group of this tree. */
    public CurrentCgroup current() {
        return isUnified() ? new CurrentCgroup.Unified() : CurrentCgroup.Controller.named(controller);
    }
}
