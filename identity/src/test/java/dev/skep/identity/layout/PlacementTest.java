package dev.skep.identity.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.identity.ContainerRuntime;
import dev.skep.identity.Unit;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Paths as real hosts have them; the ids are made up. */
class PlacementTest {
    private static final String ID = "f52a212505a606972cf8614c3cb856539e71b77ecae33436c5ac442232fbacf8";
    private static final String OTHER = "0ca2b3cd20e5f55a2bbe8d4aa3f811cf7963b40f0542ad147054b0fcb60fc400";
    private static final String UID = "4c9f1974-5c46-44c2-b42f-3bbf0e98eef9";
    private static final String SLICE = "kubepods-besteffort-pod" + UID.replace('-', '_') + ".slice";

    static Stream<Arguments> containers() {
        String kubepods = "/kubepods.slice/kubepods-besteffort.slice/" + SLICE;
        return Stream.of(
                // Kubernetes, systemd driver.
                Arguments.of(kubepods + "/cri-containerd-" + ID + ".scope", ContainerRuntime.CONTAINERD, UID),
                Arguments.of(kubepods + "/crio-" + ID + ".scope", ContainerRuntime.CRI_O, UID),
                Arguments.of(kubepods + "/crio-" + ID + ".scope/container", ContainerRuntime.CRI_O, UID),
                Arguments.of(kubepods + "/docker-" + ID + ".scope", ContainerRuntime.DOCKER, UID),
                Arguments.of(
                        "/kubepods.slice/kubepods-pod" + UID.replace('-', '_') + ".slice/cri-containerd-" + ID
                                + ".scope",
                        ContainerRuntime.CONTAINERD,
                        UID),
                // kind and minikube put everything of kubelet below its own slice.
                Arguments.of(
                        "/kubelet.slice/kubelet-kubepods.slice/kubelet-kubepods-besteffort.slice/kubelet-" + SLICE
                                + "/cri-containerd-" + ID + ".scope",
                        ContainerRuntime.CONTAINERD,
                        UID),
                // Kubernetes, cgroupfs driver.
                Arguments.of("/kubepods/besteffort/pod" + UID + "/" + ID, ContainerRuntime.UNKNOWN, UID),
                Arguments.of("/kubepods/pod" + UID + "/" + ID, ContainerRuntime.UNKNOWN, UID),
                Arguments.of("/kubepods/besteffort/pod" + UID + "/crio-" + ID, ContainerRuntime.CRI_O, UID),
                // Static pods.
                Arguments.of(
                        "/kubepods/burstable/pod09a70ae9ccc491e651e5c773579b3490/" + ID,
                        ContainerRuntime.UNKNOWN,
                        "09a70ae9ccc491e651e5c773579b3490"),
                // kubelet with systemd's driver, containerd with cgroupfs.
                Arguments.of(
                        "/system.slice/containerd.service/" + SLICE + ":cri-containerd:" + ID,
                        ContainerRuntime.CONTAINERD,
                        UID),
                Arguments.of("/" + SLICE + ":cri-containerd:" + ID, ContainerRuntime.CONTAINERD, UID),
                // Without Kubernetes.
                Arguments.of("/docker/" + ID, ContainerRuntime.DOCKER, ""),
                Arguments.of("/system.slice/docker-" + ID + ".scope", ContainerRuntime.DOCKER, ""),
                Arguments.of("/system.slice/docker-" + ID + ".scope/init.scope", ContainerRuntime.DOCKER, ""),
                Arguments.of(
                        "/user.slice/user-1000.slice/user@1000.service/user.slice/docker-" + ID + ".scope",
                        ContainerRuntime.DOCKER,
                        ""),
                Arguments.of("/k8s.io/" + ID, ContainerRuntime.CONTAINERD, ""),
                Arguments.of("/system.slice/nerdctl-" + ID + ".scope", ContainerRuntime.CONTAINERD, ""),
                Arguments.of("/default/" + ID, ContainerRuntime.UNKNOWN, ""),
                Arguments.of("/machine.slice/libpod-" + ID + ".scope", ContainerRuntime.PODMAN, ""),
                Arguments.of("/machine.slice/libpod-" + ID + ".scope/container", ContainerRuntime.PODMAN, ""),
                Arguments.of(
                        "/machine.slice/machine-libpod_pod_" + OTHER + ".slice/libpod-" + ID + ".scope/container",
                        ContainerRuntime.PODMAN,
                        ""),
                Arguments.of(
                        "/user.slice/user-1000.slice/user@1000.service/user.slice/libpod-" + ID + ".scope/container",
                        ContainerRuntime.PODMAN,
                        ""),
                Arguments.of("/libpod_parent/libpod-" + ID, ContainerRuntime.PODMAN, ""),
                Arguments.of("/system.slice/web.service/libpod-payload-" + ID, ContainerRuntime.PODMAN, ""),
                Arguments.of("/ecs/0123456789abcdef0123456789abcdef/" + ID, ContainerRuntime.UNKNOWN, ""));
    }

    @ParameterizedTest
    @MethodSource("containers")
    void findsTheContainerItsRuntimeAndItsPod(String path, ContainerRuntime runtime, String podUid) {
        assertThat(Placement.of(path)).isEqualTo(new Placement.InContainer(ID, runtime, podUid, List.of()));
    }

    @Test
    void containersByRuncAndCrunAloneHaveAnyName() {
        assertThat(Placement.of("/system.slice/runc-my_web.1.scope"))
                .isEqualTo(new Placement.InContainer("my_web.1", ContainerRuntime.RUNC, "", List.of()));
        assertThat(Placement.of("/user.slice/user-1000.slice/user@1000.service/user.slice/crun-web.scope/container"))
                .isEqualTo(new Placement.InContainer("web", ContainerRuntime.CRUN, "", List.of()));
    }

    @Test
    void theInnermostOfNestedContainersCounts() {
        String kind = "/system.slice/docker-" + OTHER + ".scope/kubelet/kubepods/besteffort/pod" + UID + "/" + ID;
        assertThat(Placement.of(kind))
                .isEqualTo(new Placement.InContainer(
                        ID,
                        ContainerRuntime.UNKNOWN,
                        UID,
                        List.of(new Placement.InContainer(OTHER, ContainerRuntime.DOCKER, "", List.of()))));
    }

    @Test
    void aContainerInsideOfAPodIsNotThePodsOwn() {
        String nested = "/kubepods/besteffort/pod" + UID + "/" + OTHER + "/docker/" + ID;
        assertThat(Placement.of(nested))
                .isEqualTo(new Placement.InContainer(
                        ID,
                        ContainerRuntime.DOCKER,
                        "",
                        List.of(new Placement.InContainer(OTHER, ContainerRuntime.UNKNOWN, UID, List.of()))));
    }

    @ParameterizedTest
    @CsvSource({
        "/init.scope, init.scope, -1",
        "/system.slice/ssh.service, ssh.service, -1",
        "/system.slice/containerd.service, containerd.service, -1",
        "/system.slice/system-getty.slice/getty@tty1.service, getty@tty1.service, -1",
        "/system.slice/dev-hugepages.mount, dev-hugepages.mount, -1",
        "/system.slice/_cpu.service, cpu.service, -1",
        "/system.slice/systemd-udevd.service/udev, systemd-udevd.service, -1",
        "/system.slice/k3s.service/inner.scope, k3s.service, -1",
        "/user.slice/user-1000.slice/session-3.scope, session-3.scope, -1",
        "/user.slice/user-1000.slice/user@1000.service, user@1000.service, -1",
        "/user.slice/user-1000.slice/user@1000.service/init.scope, init.scope, 1000",
        "/user.slice/user-1000.slice/user@1000.service/app.slice/dbus.service, dbus.service, 1000",
        "/user.slice/user-1000.slice/user@1000.service/app.slice/app-a\\x2db.scope, app-a\\x2db.scope, 1000",
        "/system.slice, system.slice, -1",
        "/user.slice/user-1000.slice, user-1000.slice, -1",
    })
    void findsTheUnit(String path, String name, long uid) {
        assertThat(Placement.of(path)).isEqualTo(new Placement.InUnit(new Unit(name, uid)));
    }

    @Test
    void monitorsOfContainersAreNoContainers() {
        assertThat(Placement.of("/machine.slice/libpod-conmon-" + ID + ".scope"))
                .isEqualTo(new Placement.InUnit(new Unit("libpod-conmon-" + ID + ".scope", Unit.SYSTEM)));
        assertThat(Placement.of("/kubepods.slice/" + SLICE + "/crio-conmon-" + ID + ".scope"))
                .isEqualTo(new Placement.InUnit(new Unit("crio-conmon-" + ID + ".scope", Unit.SYSTEM)));
        assertThat(Placement.of("/libpod_parent/conmon")).isEqualTo(new Placement.Elsewhere());
    }

    @ParameterizedTest
    @CsvSource({
        "/",
        "/process_api/4985520a9c18307b0c4ff54ee5459a40",
        "/kubepods/besteffort/pod4c9f1974-5c46-44c2-b42f-3bbf0e98eef9",
        "/0123",
        "/a//b",
    })
    void othersAreNeither(String path) {
        assertThat(Placement.of(path)).isEqualTo(new Placement.Elsewhere());
    }
}
