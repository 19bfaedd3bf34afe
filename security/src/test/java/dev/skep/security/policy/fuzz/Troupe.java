package dev.skep.security.policy.fuzz;

import dev.skep.security.policy.PolicySensor;
import dev.skep.security.policy.model.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Processes that differ: in what they execute, whose children they are, what they may do, and where. */
final class Troupe implements AutoCloseable {
    /** CLONE_NEW flags of include/uapi/linux/sched.h. */
    private static final int[] NEW = {
        0x80, 0x2_0000, 0x200_0000, 0x400_0000, 0x800_0000, 0x1000_0000, 0x2000_0000, 0x4000_0000
    };

    private static final int NEW_PID = 0x2000_0000;

    private final List<Path> binaries = new ArrayList<>();
    private final List<Actor> actors = new ArrayList<>();
    private final Groups groups = new Groups();
    private final FileStock files;

    /** With copies of Python, and files that are open, in a folder. */
    Troupe(Path folder) throws IOException {
        Path python = Path.of("/usr/bin/python3").toRealPath();
        for (String name : List.of("bin/actor", "bin/actor2", "lib/actor")) {
            Files.createDirectories(folder.resolve(name).getParent());
            Path binary = Files.copy(python, folder.resolve(name));
            Files.setPosixFilePermissions(binary, PosixFilePermissions.fromString("rwxr-xr-x"));
            binaries.add(binary);
        }
        actors.add(new Actor(List.of(), binaries.subList(0, 1)));
        actors.add(new Actor(List.of(), binaries.subList(0, 2)));
        actors.add(new Actor(List.of("unshare", "--uts", "--ipc"), binaries.subList(2, 3)));
        actors.add(
                new Actor(List.of("unshare", "--pid", "--user", "--map-root-user", "--fork"), binaries.subList(1, 2)));
        actors.add(new Actor(
                List.of("setpriv", "--bounding-set", "-net_raw,-sys_admin", "--inh-caps", "-all,+chown"),
                binaries.subList(1, 2)));
        for (int i = 0; i < groups.count(); i++) {
            groups.enter(i, inGroup(i).handle());
        }
        for (String name : List.of("file", "a.so", "etc-a", "deep/er/file")) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            open(Files.createFile(file));
        }
        open(folder);
        open(Path.of("/dev/zero"));
        files = new FileStock(folder);
    }

    private void open(Path file) throws IOException {
        for (Actor actor : actors) {
            actor.open(file);
        }
    }

    /** Files that can be opened. */
    FileStock files() {
        return files;
    }

    /** All. */
    List<Actor> actors() {
        return actors;
    }

    private Actor inGroup(int group) {
        return actors.get(group + 1);
    }

    /** Lets control groups be other pods, or none. */
    void mix(PolicySensor policies, Workloads workloads) throws IOException {
        policies.known(Groups.own(), Workload.HOST);
        for (int i = 0; i < groups.count(); i++) {
            Optional<Workload> next = workloads.next();
            if (next.isPresent()) {
                policies.known(groups.id(i), next.get());
            } else {
                policies.ended(groups.id(i));
            }
            inGroup(i).become(next);
        }
    }

    /**
     * Lets one go on as a child, which may give up rights, or go into other namespaces, or both, or neither.
     *
     * @param forking whether it is to fork for each act: where the first child has ended, a new namespace of processes takes no more
     */
    Actor changed(RandomGenerator random, boolean forking) throws IOException {
        Actor child = actors.get(random.nextInt(actors.size()));
        child.becomeChild(
                random.nextBoolean() ? Optional.empty() : Optional.of(binaries.get(random.nextInt(binaries.size()))));
        if (random.nextInt(3) == 0) {
            int one = NEW[random.nextInt(NEW.length)];
            int both = one | NEW[random.nextInt(NEW.length)];
            child.unshare(forking ? both & ~NEW_PID : both);
        }
        if (random.nextInt(3) == 0) {
            long effective = random.nextLong();
            child.keepRights(effective, effective | random.nextLong(), random.nextLong());
        }
        return child;
    }

    @Override
    public void close() {
        actors.forEach(Actor::close);
        groups.close();
    }
}
