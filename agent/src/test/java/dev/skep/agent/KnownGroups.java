package dev.skep.agent;

import dev.skep.identity.Cgroup;
import dev.skep.identity.Container;
import dev.skep.identity.ContainerRuntime;
import dev.skep.identity.Identities;
import dev.skep.identity.Identity;
import dev.skep.identity.IdentityFigures;
import dev.skep.identity.IdentityListener;
import dev.skep.identity.Image;
import dev.skep.identity.Node;
import dev.skep.identity.Pod;
import dev.skep.identity.Subscription;
import dev.skep.identity.Workload;
import dev.skep.identity.source.SourceHealth;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Control groups that tests know. */
public final class KnownGroups implements Identities {
    /** The group of the host's own processes. */
    public static final long HOST = 1;
    /** A container of a pod. */
    public static final long POD = 2;
    /** A container without a pod. */
    public static final long LONE = 3;

    private final Map<Long, Identity> groups = new ConcurrentHashMap<>();

    /** Knows the three. */
    public KnownGroups() {
        groups.put(HOST, new Identity.PlainGroup(new Cgroup(HOST, "/")));
        Container container = new Container(
                "0123456789".repeat(6) + "0123",
                "front",
                new Image("docker.io/library/nginx@sha256:1", "docker.io/library/nginx:1"),
                ContainerRuntime.CONTAINERD,
                Instant.parse("2026-08-01T09:00:00.5Z"),
                10,
                true,
                List.of(List.of("/bin/probe", "-c", "x")));
        Pod pod = new Pod(
                "default",
                "web-1",
                "u-1",
                Map.of("z", "1", "app", "web", "tier", "\"a\"", "b", "2"),
                Map.of("note", "n"),
                new Workload("web", "Deployment"));
        groups.put(POD, new Identity.PodContainer(new Cgroup(POD, "/p"), container, pod));
        groups.put(
                LONE,
                new Identity.LoneContainer(
                        new Cgroup(LONE, "/l"), Container.named("f".repeat(64), "lone", ContainerRuntime.DOCKER)));
    }

    @Override
    public Identity of(long cgroupId) {
        return groups.getOrDefault(cgroupId, Identity.Unresolved.YET);
    }

    @Override
    public Identity await(long cgroupId, Duration patience) {
        return groups.computeIfAbsent(cgroupId, id -> new Identity.PlainGroup(new Cgroup(id, "")));
    }

    @Override
    public boolean isBehind(long cgroupId, long sinceNanos) {
        return false;
    }

    @Override
    public List<Identity> all() {
        return List.copyOf(groups.values());
    }

    @Override
    public Subscription listen(IdentityListener listener) {
        groups.values().forEach(listener::known);
        return () -> {};
    }

    @Override
    public IdentityFigures figures() {
        SourceHealth docker = new SourceHealth("docker /run/docker.sock");
        docker.connected("");
        docker.failed("container 5: HTTP 500");
        return new IdentityFigures(
                2, "looking", List.of(), 3, List.of(docker.state(), new SourceHealth("cri /run/c.sock").state()));
    }

    @Override
    public Node node() {
        return new Node("node1", Map.of());
    }

    @Override
    public void close() {}
}
