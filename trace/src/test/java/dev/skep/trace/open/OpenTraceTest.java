package dev.skep.trace.open;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.trace.filter.NamePart;
import dev.skep.trace.filter.ProcessFilter;
import dev.skep.trace.open.Opens.Seen;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("kernel")
class OpenTraceTest {
    private static final int ENOENT = 2;
    private static final int EBADF = 9;
    private static final int EFAULT = 14;
    private static final int CREAT_FLAGS =
            OpenFlag.O_CREAT.value() | OpenFlag.O_WRONLY.value() | OpenFlag.O_TRUNC.value();

    @TempDir
    private Path folder;

    private static List<String> paths(List<Seen> seen) {
        return seen.stream().map(Seen::path).toList();
    }

    @Test
    void sendsEachSystemCallThatOpens() throws Exception {
        String file = Files.createFile(folder.resolve("file")).toString();
        List<Seen> seen = Opens.of(() -> {
            RawCall.open(file, OpenFlag.O_RDWR.value());
            RawCall.openat(RawCall.AT_FDCWD, file, OpenFlag.O_APPEND.value() | OpenFlag.O_WRONLY.value());
            RawCall.openat2(file, OpenFlag.O_NOFOLLOW.value());
            RawCall.creat(file);
        });
        assertThat(seen).extracting(Seen::path).containsExactly(file, file, file, file);
        assertThat(seen)
                .extracting(Seen::flags)
                .containsExactly(
                        OpenFlag.O_RDWR.value(),
                        OpenFlag.O_APPEND.value() | OpenFlag.O_WRONLY.value(),
                        OpenFlag.O_NOFOLLOW.value(),
                        CREAT_FLAGS);
        assertThat(seen).allSatisfy(one -> {
            assertThat(one.descriptor()).isPositive();
            assertThat(one.errno()).isZero();
            assertThat(one.complete()).isTrue();
            assertThat(one.pid()).isEqualTo((int) ProcessHandle.current().pid());
            assertThat(one.ppid()).isEqualTo((int)
                    ProcessHandle.current().parent().orElseThrow().pid());
        });
    }

    @Test
    void failuresHaveTheErrorAndNoDescriptor() throws Exception {
        String missing = folder.resolve("missing").toString();
        List<Seen> seen = Opens.of(() -> RawCall.open(missing, 0));
        assertThat(seen).singleElement().satisfies(one -> {
            assertThat(one.path()).isEqualTo(missing);
            assertThat(one.errno()).isEqualTo(ENOENT);
            assertThat(one.descriptor()).isEqualTo(-1);
        });
    }

    @Test
    void aNameThatCannotBeReadIsMarked() throws Exception {
        List<Seen> seen = Opens.of(() -> RawCall.openatAddress(16));
        assertThat(seen).singleElement().satisfies(one -> {
            assertThat(one.errno()).isEqualTo(EFAULT);
            assertThat(one.path()).isEqualTo("?");
            assertThat(one.complete()).isFalse();
        });
    }

    @Test
    void namesRelativeToADescriptorAreComplete() throws Exception {
        Path inner = Files.createDirectories(folder.resolve("outer/inner"));
        Files.createFile(inner.resolve("file"));
        int directory = (int) RawCall.openDirectory(inner.toString());
        try {
            List<Seen> seen = Opens.of(() -> {
                RawCall.openat(directory, "file", 0);
                RawCall.openat(directory, "./missing", 0);
                RawCall.openat(directory, "../inner/file", 0);
                RawCall.openat(directory, "..", 0);
            });
            assertThat(paths(seen))
                    .containsExactly(
                            inner.resolve("file").toString(),
                            inner.resolve("missing").toString(),
                            inner.resolve("file").toString(),
                            folder.resolve("outer").toString());
        } finally {
            RawCall.close(directory);
        }
    }

    @Test
    void aDescriptorThatIsNoneIsMarked() throws Exception {
        List<Seen> seen = Opens.of(() -> RawCall.openat(99_999, "file", 0));
        assertThat(seen).singleElement().satisfies(one -> {
            assertThat(one.errno()).isEqualTo(EBADF);
            assertThat(one.path()).isEqualTo("?/file");
            assertThat(one.complete()).isFalse();
        });
    }

    @Test
    void namesRelativeToTheCurrentDirectoryAreCompleteAlsoOfProcessesThatEnd() throws Exception {
        Files.createDirectories(folder.resolve("a/b"));
        Files.createFile(folder.resolve("a/file"));
        List<String> seen = paths(child("cd '" + folder + "/a/b' && cat ../file no-such; cd /; cat ./no-such-either"));
        assertThat(seen).contains(folder + "/a/file", folder + "/a/b/no-such", "/no-such-either");
    }

    @Test
    void pathsGoThroughMounts() throws Exception {
        Path mount = Files.createDirectories(folder.resolve("mount"));
        List<String> seen = paths(child("unshare -m sh -c \"mount -t tmpfs t '" + mount + "' && mkdir '" + mount
                + "/in' && cd '" + mount + "/in' && cat here ../there\""));
        assertThat(seen).contains(mount + "/in/here", mount + "/there");
    }

    @Test
    void pathsStartAtTheRootOfTheProcess() throws Exception {
        List<String> seen = paths(child("chroot /usr /bin/true; cd /usr/share && chroot --skip-chdir / cat no-such"));
        assertThat(seen).contains("/usr/share/no-such");
    }

    @Test
    void aDirectoryThatIsTooDeepIsCutAtItsRootAndMarked() throws Exception {
        StringBuilder deep = new StringBuilder(folder.toString());
        for (int i = 0; i < 60; i++) {
            deep.append("/d").append(i);
        }
        Files.createDirectories(Path.of(deep.toString()));
        int directory = (int) RawCall.openDirectory(deep.toString());
        try {
            List<Seen> seen = Opens.of(() -> RawCall.openat(directory, "file", 0));
            assertThat(seen).singleElement().satisfies(one -> {
                assertThat(one.complete()).isFalse();
                assertThat(one.path()).startsWith("?/d").endsWith("/d58/d59/file");
            });
        } finally {
            RawCall.close(directory);
        }
    }

    @Test
    void theLongestNameArrivesWhole() throws Exception {
        String longest = ("/" + "x".repeat(254)).repeat(16);
        List<Seen> seen = Opens.of(() -> {
            RawCall.open(longest, 0);
            RawCall.open("", 0);
        });
        assertThat(paths(seen)).containsExactly(longest, "");
    }

    @Test
    void onlyFailures() throws Exception {
        String file = Files.createFile(folder.resolve("file")).toString();
        assertThat(own(new OpenFilter(Opens.ownProcess(), 0, true, List.of(), List.of(), List.of()), () -> {
                    RawCall.open(file, 0);
                    RawCall.open(file + "-missing", 0);
                }))
                .containsExactly(file + "-missing", "/nowhere/last");
    }

    @Test
    void onlyCertainErrors() throws Exception {
        String file = Files.createFile(folder.resolve("file")).toString();
        assertThat(own(
                        new OpenFilter(Opens.ownProcess(), 0, false, List.of(EBADF, ENOENT), List.of(), List.of()),
                        () -> {
                            RawCall.open(file, 0);
                            RawCall.open(file + "/below a file", 0);
                            RawCall.openat(99_999, "bad", 0);
                        }))
                .containsExactly("?/bad", "/nowhere/last");
    }

    @Test
    void onlyCertainFlags() throws Exception {
        String file = Files.createFile(folder.resolve("file")).toString();
        FlagTest reading = FlagTest.of(OpenFlag.O_RDONLY);
        FlagTest exclusive = FlagTest.of(OpenFlag.O_CREAT).and(FlagTest.of(OpenFlag.O_EXCL));
        assertThat(own(
                        new OpenFilter(Opens.ownProcess(), 0, false, List.of(), List.of(reading, exclusive), List.of()),
                        () -> {
                            RawCall.open(file + 1, OpenFlag.O_RDWR.value());
                            RawCall.open(file + 2, 0);
                            RawCall.creat(file + 3);
                            RawCall.open(file + 4, OpenFlag.O_WRONLY.value() | exclusive.value());
                        }))
                .containsExactly(file + 2, file + 4, "/nowhere/last");
    }

    @Test
    void onlyPathsThatBeginSo() throws Exception {
        Path inner = Files.createDirectories(folder.resolve("inner"));
        int directory = (int) RawCall.openDirectory(inner.toString());
        try {
            PathPrefix prefix = new PathPrefix(folder + "/inn");
            PathPrefix last = new PathPrefix("/nowhere/");
            assertThat(own(
                            new OpenFilter(Opens.ownProcess(), 0, false, List.of(), List.of(), List.of(prefix, last)),
                            () -> {
                                RawCall.open(folder + "/other", 0);
                                RawCall.open(folder + "/inner/file", 0);
                                RawCall.open(folder + "/in", 0);
                                RawCall.openat(directory, "relative", 0);
                                RawCall.openat(directory, "../outside", 0);
                            }))
                    .containsExactly(folder + "/inner/file", inner + "/relative", "/nowhere/last");
        } finally {
            RawCall.close(directory);
        }
    }

    @Test
    void onlyProcessesOfACertainNameOrParent() throws Exception {
        int own = (int) ProcessHandle.current().pid();
        ProcessFilter filter = new ProcessFilter(
                List.of(),
                List.of(),
                List.of(),
                List.of(own),
                List.of(new NamePart("ttt"), new NamePart("at")),
                List.of());
        List<Seen> seen = Opens.of(
                new OpenFilter(filter, 0, false, List.of(), List.of(), List.of()),
                () -> {
                    run("exec head /nowhere/by-head");
                    run("cat /nowhere/by-grandchild; true");
                },
                () -> run("exec cat /nowhere/last"),
                "/nowhere/last");
        assertThat(seen).allSatisfy(one -> {
            assertThat(one.comm()).isEqualTo("cat");
            assertThat(one.ppid()).isEqualTo(own);
        });
    }

    @Test
    void whoIsExceptedIsNotSent() throws Exception {
        int own = (int) ProcessHandle.current().pid();
        ProcessFilter children = new ProcessFilter(List.of(own), List.of(), List.of(), List.of(), List.of(), List.of());
        List<Seen> seen = Opens.of(
                new OpenFilter(ProcessFilter.ALL, own, false, List.of(), List.of(), List.of()),
                () -> RawCall.open("/nowhere/by-itself", 0),
                () -> run("cat /nowhere/last"),
                "/nowhere/last");
        assertThat(children.acceptsThread((long) own << 32)).isTrue();
        assertThat(seen).extracting(Seen::pid).doesNotContain(own);
    }

    private static List<String> own(OpenFilter filter, Opens.Action action) throws Exception {
        return paths(Opens.of(
                filter, action, () -> RawCall.open("/nowhere/last", OpenFlag.O_RDONLY.value()), "/nowhere/last"));
    }

    /** The opens of a shell's children, up to its end. */
    private static List<Seen> child(String script) throws Exception {
        int own = (int) ProcessHandle.current().pid();
        return Opens.of(
                new OpenFilter(ProcessFilter.ALL, own, false, List.of(), List.of(), List.of()),
                () -> run(script),
                () -> run("exec cat /nowhere/last"),
                "/nowhere/last");
    }

    private static void run(String script) throws Exception {
        new ProcessBuilder("/bin/sh", "-c", script)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
