package dev.skep.compiler.hook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.UnsupportedFeatureException;
import dev.skep.bpf.feature.KernelFeature;
import dev.skep.bpf.link.AttachedPrograms;
import dev.skep.bpf.link.Direction;
import dev.skep.bpf.program.AttachType;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.Require;
import dev.skep.testkit.Skip;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Programs of cgroups that want to be the first, and those that do not care. */
@Tag("kernel")
@SuppressWarnings({"UnusedVariable", "UnusedMethod"}) // the hooks' targets name fields, and the kernel calls methods
class CgroupOrderTest {
    private static final Map<String, AttachType> TYPES = Map.of(
            "device", AttachType.CGROUP_DEVICE,
            "packet", AttachType.CGROUP_INET_EGRESS,
            "socket", AttachType.CGROUP_INET_SOCK_CREATE,
            "address", AttachType.CGROUP_INET4_CONNECT,
            "option", AttachType.CGROUP_SETSOCKOPT,
            "parameter", AttachType.CGROUP_SYSCTL,
            "connection", AttachType.CGROUP_SOCK_OPS);

    record Somewhere(String folder) {
        @CgroupDevice("{folder}")
        int device(DeviceContext device) {
            return DeviceContext.ALLOW;
        }

        @CgroupSkb(value = "{folder}", direction = Direction.EGRESS)
        int packet(CgroupSkbContext packet) {
            return CgroupSkbContext.ALLOW;
        }

        @CgroupSock(value = "{folder}", at = CgroupSock.Event.CREATE)
        int socket(SockContext socket) {
            return SockContext.ALLOW;
        }

        @CgroupSockAddr(value = "{folder}", at = CgroupSockAddr.Call.CONNECT4)
        int address(SockAddrContext address) {
            return SockAddrContext.ALLOW;
        }

        @CgroupSockopt(value = "{folder}", at = CgroupSockopt.Call.SETSOCKOPT)
        int option(SockoptContext option) {
            return SockoptContext.ALLOW;
        }

        @CgroupSysctl("{folder}")
        int parameter(SysctlContext parameter) {
            return SysctlContext.ALLOW;
        }

        @SockOps("{folder}")
        int connection(SockOpsContext connection) {
            return 1;
        }
    }

    record First(String folder) {
        @CgroupDevice(value = "{folder}", first = true)
        int device(DeviceContext device) {
            return DeviceContext.ALLOW;
        }

        @CgroupSkb(value = "{folder}", direction = Direction.EGRESS, first = true)
        int packet(CgroupSkbContext packet) {
            return CgroupSkbContext.ALLOW;
        }

        @CgroupSock(value = "{folder}", at = CgroupSock.Event.CREATE, first = true)
        int socket(SockContext socket) {
            return SockContext.ALLOW;
        }

        @CgroupSockAddr(value = "{folder}", at = CgroupSockAddr.Call.CONNECT4, first = true)
        int address(SockAddrContext address) {
            return SockAddrContext.ALLOW;
        }

        @CgroupSockopt(value = "{folder}", at = CgroupSockopt.Call.SETSOCKOPT, first = true)
        int option(SockoptContext option) {
            return SockoptContext.ALLOW;
        }

        @CgroupSysctl(value = "{folder}", first = true)
        int parameter(SysctlContext parameter) {
            return SysctlContext.ALLOW;
        }

        @SockOps(value = "{folder}", first = true)
        int connection(SockOpsContext connection) {
            return 1;
        }
    }

    @Test
    void theFirstGoBeforeThoseThatAreThere() throws IOException {
        Require.feature(KernelFeature.CGROUP_SOCK_ADDR);
        try (TestCgroup cgroup = new TestCgroup();
                Loaded<Somewhere> one = Kernel.load(new Somewhere(cgroup.folder()));
                Loaded<First> first = Kernel.load(new First(cgroup.folder()));
                Loaded<Somewhere> two = Kernel.load(new Somewhere(cgroup.folder()))) {
            TYPES.forEach((name, type) -> assertThat(
                            AttachedPrograms.inCgroup(Path.of(cgroup.folder()), type).programs().stream()
                                    .map(AttachedPrograms.Entry::programId))
                    .as(name)
                    .containsExactly(id(first, name), id(one, name), id(two, name)));
        } catch (UnsupportedFeatureException old) {
            assertThat(old).hasMessageContaining("since Linux 6.16");
            throw Skip.because(String.valueOf(old.getMessage()).replaceFirst("/skep-test-[^ ]*", "/..."));
        }
    }

    private static int id(Loaded<?> loaded, String name) {
        return loaded.program(name).program().id();
    }
}
