package dev.skep.cli.map;

import dev.skep.bpf.SyscallException;
import dev.skep.bpf.inspect.KernelObject;
import dev.skep.bpf.inspect.ObjectKind;
import dev.skep.cli.command.CommandFailure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How the user names a map: by id, by name, or by the path of its pin.
 *
 * @param text what the user wrote
 */
record MapArgument(String text) {
    /**
     * Opens it; who calls closes it.
     *
     * @throws CommandFailure if there is none, or if several have the name
     */
    KernelObject open() {
        if (text.indexOf('/') >= 0) {
            return pinned();
        }
        return isNumber() ? ofId() : named();
    }

    private boolean isNumber() {
        return !text.isEmpty() && text.length() < 11 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private KernelObject ofId() {
        long id = Long.parseLong(text);
        if (id < 1 || id > Integer.MAX_VALUE) {
            throw CommandFailure.usage("'" + text + "' is not an id (1 to " + Integer.MAX_VALUE + ")");
        }
        return KernelObject.open(ObjectKind.MAP, (int) id)
                .orElseThrow(() -> CommandFailure.failure("no map has id " + id + ": see skep list maps"));
    }

    private KernelObject pinned() {
        KernelObject object;
        try {
            object = KernelObject.open(Path.of(text)).orElse(null);
        } catch (SyscallException refused) {
            throw CommandFailure.failure("no map is pinned at " + text + ": " + refused.getMessage());
        }
        if (object == null) {
            throw CommandFailure.failure("no map is pinned at " + text);
        }
        if (object.kind() != ObjectKind.MAP) {
            object.close();
            throw CommandFailure.failure(text + " is a " + object.kind().word() + ", not a map");
        }
        return object;
    }

    private KernelObject named() {
        List<Integer> found = new ArrayList<>();
        for (int id : ObjectKind.MAP.ids()) {
            try (KernelObject map = KernelObject.open(ObjectKind.MAP, id).orElse(null)) {
                if (map != null && map.mapInfo().name().equals(text)) {
                    found.add(id);
                }
            }
        }
        if (found.isEmpty()) {
            throw CommandFailure.failure("no map has the name '" + text + "': see skep list maps");
        }
        if (found.size() > 1) {
            throw CommandFailure.failure(found.size() + " maps have the name '" + text + "', by id: "
                    + String.join(", ", found.stream().map(String::valueOf).toList()));
        }
        return KernelObject.open(ObjectKind.MAP, found.getFirst())
                .orElseThrow(() -> CommandFailure.failure("map '" + text + "' has just vanished"));
    }
}
