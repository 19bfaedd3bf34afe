package dev.skep.identity.layout;

import dev.skep.identity.Unit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How systemd names groups: by units, with an underscore in front where the name would look like one of the kernel's files
 * (systemd's src/basic/cgroup-util.c). Below {@code user@1000.service} are the units of that user's systemd.
 */
final class UnitName {
    private static final Pattern UNIT = Pattern.compile("_?(.+\\.(?:service|scope|mount|swap|socket))");
    private static final Pattern SLICE = Pattern.compile("_?(.+\\.slice)");
    private static final Pattern USER = Pattern.compile("user@(\\d{1,10})\\.service");

    private UnitName() {}

    /** The innermost unit of a path; a slice only where there is nothing else. */
    static Optional<Unit> in(String[] components) {
        String unit = "";
        String slice = "";
        long uid = Unit.SYSTEM;
        for (int i = 0; i < components.length; i++) {
            Matcher named = UNIT.matcher(components[i]);
            if (named.matches()) {
                Matcher user = USER.matcher(unit);
                if (!unit.isEmpty() && !user.matches()) {
                    // What a unit has below itself is its own business.
                    continue;
                }
                uid = user.matches() ? Long.parseLong(user.group(1)) : uid;
                unit = named.group(1);
            } else if (unit.isEmpty() && SLICE.matcher(components[i]).matches()) {
                slice = components[i];
            }
        }
        String name = unit.isEmpty() ? slice : unit;
        return name.isEmpty() ? Optional.empty() : Optional.of(new Unit(name, uid));
    }
}
