package dev.skep.cri;

import dev.skep.cri.drive.ContainerConfig;
import dev.skep.cri.drive.CreateContainerRequest;
import dev.skep.cri.drive.LinuxPodSandboxConfig;
import dev.skep.cri.drive.LinuxSecurityContext;
import dev.skep.cri.drive.Metadata;
import dev.skep.cri.drive.NamespaceMode;
import dev.skep.cri.drive.NamespaceOption;
import dev.skep.cri.drive.PodSandboxConfig;
import dev.skep.cri.drive.PodSandboxId;
import dev.skep.cri.drive.RunPodSandboxRequest;
import dev.skep.cri.drive.RuntimeServiceGrpc;
import dev.skep.cri.drive.RuntimeServiceGrpc.RuntimeServiceBlockingStub;
import dev.skep.cri.drive.SandboxMetadata;
import dev.skep.cri.drive.Spec;
import dev.skep.cri.drive.StartContainerRequest;
import dev.skep.testkit.container.Containerd;
import dev.skep.testkit.container.Runc;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Drives containerd as kubelet does, with pods in the host's network, which needs no plugins. */
public final class Kubelet implements AutoCloseable {
    private final Path socket;
    private final Path logs;
    private final List<String> sandboxes = new ArrayList<>();

    /** Drives the containerd behind a socket; containers write to files in a folder. */
    public Kubelet(Path socket, Path logs) {
        this.socket = socket;
        this.logs = logs;
    }

    /** A pod that runs. */
    public record RunningPod(String sandbox, String container, String group) {}

    /** Starts a pod with one container; its label {@code app} is its name. */
    public RunningPod run(String namespace, String name, String uid, String container, String... command) {
        try (RuntimeSocket connection = new RuntimeSocket(socket)) {
            RuntimeServiceBlockingStub stub = RuntimeServiceGrpc.newBlockingStub(connection.channel());
            String parent = "/" + Runc.group("kubepods/besteffort/pod" + uid);
            NamespaceOption host =
                    NamespaceOption.newBuilder().setNetwork(NamespaceMode.NODE).build();
            PodSandboxConfig config = PodSandboxConfig.newBuilder()
                    .setMetadata(SandboxMetadata.newBuilder()
                            .setName(name)
                            .setNamespace(namespace)
                            .setUid(uid))
                    .setLogDirectory(logs.toString())
                    .putLabels("app", name)
                    .putLabels("io.kubernetes.pod.name", name)
                    .setLinux(LinuxPodSandboxConfig.newBuilder()
                            .setCgroupParent(parent)
                            .setSecurityContext(
                                    LinuxSecurityContext.newBuilder().setNamespaceOptions(host)))
                    .build();
            String sandbox = stub.runPodSandbox(
                            RunPodSandboxRequest.newBuilder().setConfig(config).build())
                    .getPodSandboxId();
            sandboxes.add(sandbox);
            String id = stub.createContainer(CreateContainerRequest.newBuilder()
                            .setPodSandboxId(sandbox)
                            .setSandboxConfig(config)
                            .setConfig(ContainerConfig.newBuilder()
                                    .setMetadata(Metadata.newBuilder().setName(container))
                                    .setImage(Spec.newBuilder().setImage(Containerd.IMAGE))
                                    .addAllCommand(List.of(command))
                                    .putLabels("io.kubernetes.pod.name", name)
                                    .putLabels("io.kubernetes.pod.namespace", namespace)
                                    .putLabels("io.kubernetes.pod.uid", uid)
                                    .setLogPath(container + ".log"))
                            .build())
                    .getContainerId();
            stub.startContainer(
                    StartContainerRequest.newBuilder().setContainerId(id).build());
            return new RunningPod(sandbox, id, parent + "/" + id);
        }
    }

    /** Ends and removes a pod. */
    public void remove(RunningPod pod) {
        remove(List.of(pod.sandbox()));
        sandboxes.remove(pod.sandbox());
    }

    private void remove(List<String> pods) {
        try (RuntimeSocket connection = new RuntimeSocket(socket)) {
            RuntimeServiceBlockingStub stub = RuntimeServiceGrpc.newBlockingStub(connection.channel());
            for (String sandbox : pods) {
                PodSandboxId id =
                        PodSandboxId.newBuilder().setPodSandboxId(sandbox).build();
                stub.stopPodSandbox(id);
                stub.removePodSandbox(id);
            }
        }
    }

    @Override
    public void close() {
        remove(sandboxes);
    }
}
