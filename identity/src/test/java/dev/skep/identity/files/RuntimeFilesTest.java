package dev.skep.identity.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.identity.Container;
import dev.skep.identity.ContainerRuntime;
import dev.skep.identity.Image;
import dev.skep.identity.source.ContainerFacts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files as the runtimes write them, cut to what counts. */
class RuntimeFilesTest {
    private static final String ID = "f52a212505a606972cf8614c3cb856539e71b77ecae33436c5ac442232fbacf8";

    @TempDir
    private Path folder;

    private ContainerFiles files;

    @BeforeEach
    void prepare() {
        files = new ContainerFiles(new RuntimeFolders(
                List.of(folder.resolve("nowhere"), folder.resolve("containerd")),
                List.of(folder.resolve("run"), folder.resolve("storage")),
                List.of(folder.resolve("docker")),
                List.of(folder.resolve("runc")),
                List.of(folder.resolve("crun"))));
    }

    private void write(String file, String text) throws Exception {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    @Test
    void containerdsAnnotationsNameContainerPodAndImage() throws Exception {
        String bundle = "containerd/io.containerd.runtime.v2.task/k8s.io/" + ID;
        write(bundle + "/config.json", """
                {"process": {"capabilities": {"bounding": ["CAP_SYS_ADMIN"]}}, "linux": {"maskedPaths": []},
                 "annotations": {"io.kubernetes.cri.container-type": "container",
                  "io.kubernetes.cri.container-name": "nginx", "io.kubernetes.cri.image-name": "nginx:1",
                  "io.kubernetes.cri.sandbox-name": "web", "io.kubernetes.cri.sandbox-namespace": "shop",
                  "io.kubernetes.cri.sandbox-uid": "u1"}}
                """);
        write(bundle + "/init.pid", "4711");
        ContainerFacts found = files.find(ID).orElseThrow();
        assertThat(found.container().name()).isEqualTo("nginx");
        assertThat(found.container().image()).isEqualTo(new Image("", "nginx:1"));
        assertThat(found.container().runtime()).isEqualTo(ContainerRuntime.CONTAINERD);
        assertThat(found.container().pid()).isEqualTo(4711);
        assertThat(found.container().privileged()).isTrue();
        assertThat(found.pod().orElseThrow().namespace()).isEqualTo("shop");
        assertThat(found.pod().orElseThrow().uid()).isEqualTo("u1");
    }

    @Test
    void aSandboxIsCalledPod() throws Exception {
        write("containerd/io.containerd.runtime.v2.task/k8s.io/" + ID + "/config.json", """
                {"annotations": {"io.kubernetes.cri.container-type": "sandbox",
                  "io.kubernetes.cri.sandbox-name": "web", "io.kubernetes.cri.sandbox-namespace": "shop"}}
                """);
        assertThat(files.find(ID).orElseThrow().container().name()).isEqualTo("POD");
    }

    @Test
    void criOsAnnotationsNameContainerPodAndImage() throws Exception {
        write("run/overlay-containers/" + ID + "/userdata/config.json", """
                {"annotations": {"io.kubernetes.cri-o.ContainerType": "container",
                  "io.kubernetes.container.name": "nginx", "io.kubernetes.pod.name": "web",
                  "io.kubernetes.pod.namespace": "shop", "io.kubernetes.pod.uid": "u1",
                  "io.kubernetes.cri-o.ImageName": "nginx:1", "io.kubernetes.cri-o.ImageRef": "sha256:00"}}
                """);
        ContainerFacts found = files.find(ID).orElseThrow();
        assertThat(found.container().runtime()).isEqualTo(ContainerRuntime.CRI_O);
        assertThat(found.container().name()).isEqualTo("nginx");
        assertThat(found.container().image()).isEqualTo(new Image("sha256:00", "nginx:1"));
        assertThat(found.pod().orElseThrow().name()).isEqualTo("web");
    }

    @Test
    void podmansListNamesTheContainer() throws Exception {
        write("storage/overlay-containers/" + ID + "/userdata/config.json", "{\"annotations\": {}}");
        write("storage/overlay-containers/containers.json", """
                [{"id": "other", "names": ["x"]},
                 {"id": "%s", "names": ["web"], "image": "abc",
                  "metadata": "{\\"image-name\\":\\"docker.io/library/nginx:1\\",\\"name\\":\\"web\\"}"}]
                """.formatted(ID));
        Container found = files.find(ID).orElseThrow().container();
        assertThat(found.runtime()).isEqualTo(ContainerRuntime.PODMAN);
        assertThat(found.name()).isEqualTo("web");
        assertThat(found.image()).isEqualTo(new Image("abc", "docker.io/library/nginx:1"));
    }

    @Test
    void dockersConfigurationNamesTheContainerThoughContainerdRunsIt() throws Exception {
        write("containerd/io.containerd.runtime.v2.task/moby/" + ID + "/config.json", "{}");
        write("docker/containers/" + ID + "/config.v2.json", """
                {"ID": "%s", "Name": "/web", "Image": "sha256:00", "Config": {"Image": "nginx:1", "Labels": {"a": "b"}},
                 "State": {"Pid": 99, "StartedAt": "2026-01-02T03:04:05.5Z"}}
                """.formatted(ID));
        write("docker/containers/" + ID + "/hostconfig.json", "{\"Privileged\": true}");
        assertThat(files.find(ID))
                .contains(ContainerFacts.of(new Container(
                        ID,
                        "web",
                        new Image("sha256:00", "nginx:1"),
                        ContainerRuntime.DOCKER,
                        Instant.parse("2026-01-02T03:04:05.5Z"),
                        99,
                        true,
                        List.of())));
    }

    @Test
    void runcAndCrunAreFoundByTheirGroup() throws Exception {
        write("runc/web/state.json", """
                {"id": "web", "init_process_pid": 5, "cgroup_paths": {"": "/sys/fs/cgroup/a/web"}}
                """);
        write("crun/db/status", "{\"pid\": 6, \"cgroup-path\": \"/b/db\"}");
        assertThat(files.at("/a/web"))
                .isInstanceOfSatisfying(
                        ContainerFiles.Guess.Known.class,
                        known -> assertThat(known.facts().container().pid()).isEqualTo(5));
        assertThat(files.at("/b/db"))
                .isInstanceOfSatisfying(
                        ContainerFiles.Guess.Known.class,
                        known -> assertThat(known.facts().container().runtime()).isEqualTo(ContainerRuntime.CRUN));
        assertThat(files.at("/elsewhere/web")).isEqualTo(new ContainerFiles.Guess.Denied());
        assertThat(files.at("/elsewhere/other")).isEqualTo(new ContainerFiles.Guess.None());
        assertThat(files.at("/")).isEqualTo(new ContainerFiles.Guess.None());
    }

    @Test
    void aContainerThatIsBeingMadeIsLikely() throws Exception {
        Files.createDirectories(folder.resolve("runc/web"));
        assertThat(files.at("/a/web")).isInstanceOf(ContainerFiles.Guess.Likely.class);
        write("runc/web/state.json", "{\"id\": \"we");
        assertThat(files.at("/a/web")).isInstanceOf(ContainerFiles.Guess.Likely.class);
    }

    @Test
    void damagedFilesAndUnknownIdsAreNothing() throws Exception {
        write("containerd/io.containerd.runtime.v2.task/k8s.io/" + ID + "/config.json", "{\"annotations\": [1, {");
        assertThat(files.find(ID)).isEmpty();
        assertThat(files.find("../../etc")).isEmpty();
        assertThat(files.find("")).isEmpty();
    }
}
