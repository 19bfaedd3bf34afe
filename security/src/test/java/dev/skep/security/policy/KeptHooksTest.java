package dev.skep.security.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skep.bpf.feature.KernelFeature;
import dev.skep.bpf.feature.KernelFeatures;
import dev.skep.bpf.feature.Support;
import dev.skep.bpf.pin.BpfFileSystem;
import dev.skep.security.policy.hook.KernelOffer;
import dev.skep.security.policy.hook.RunningKernel;
import dev.skep.security.policy.keep.KeptFolder;
import dev.skep.security.policy.keep.Succession;
import dev.skep.testkit.Skip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hooks of each kind stay in force without who attached them, and are taken over without a gap. */
@Tag("kernel")
final class KeptHooksTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int TIMES = 30;

    /** Lets a signal tell that a deed was seen. */
    private static final String SIGNALLED = """
            import ctypes, os, signal
            seen = False
            def see(*_):
                global seen
                seen = True
            signal.signal(signal.SIGUSR1, see)
            """;

    private static final String MAKE = """
            def deed():
                global seen
                seen = False
                try: os.mkdir("there")
                except OSError: pass
                # Signals are looked at after a call that raised nothing.
                os.getpid()
                return seen
            """;

    /** Says over and over how often it did its deed, and how often that was not seen, in one write. */
    private static final String FOREVER = """
            out = os.open("counted", os.O_WRONLY | os.O_CREAT)
            done = missed = 0
            while True:
                done += 1
                missed += not deed()
                os.pwrite(out, b"%9d %9d" % (done, missed), 0)
            """;

    @TempDir
    private Path folder;

    private Path fileSystem;
    private Path counted;

    @BeforeEach
    void mount() throws IOException {
        fileSystem = Files.createDirectory(folder.resolve("bpf"));
        counted = folder.resolve("counted");
        Files.createDirectory(folder.resolve("there"));
        BpfFileSystem.mount(fileSystem);
    }

    @AfterEach
    void unmount() throws Exception {
        assertThat(Commands.run("umount", fileSystem.toString()).exitValue()).isZero();
    }

    private static void require(KernelFeature feature) {
        if (KernelFeatures.of(feature) instanceof Support.NotSupported no) {
            throw Skip.because("no " + feature.title() + " here: " + no.reason());
        }
    }

    private long number(int place) throws IOException {
        String text = Files.exists(counted) ? Files.readString(counted) : "";
        return text.isEmpty() ? 0 : Long.parseLong(text.strip().split(" +", -1)[place]);
    }

    private void goesOn() throws IOException {
        long before = number(0);
        await().atMost(PATIENCE).until(() -> number(0) > before + TIMES);
    }

    private void isTakenOver(KernelOffer kernel, String policy, String deed, int mayMiss) throws Exception {
        Process actor;
        try (Generation _ = Generation.begin(fileSystem, kernel, policy)) {
            actor = new ProcessBuilder("/usr/bin/python3", "-c", SIGNALLED + deed + FOREVER)
                    .directory(folder.toFile())
                    .inheritIO()
                    .start();
            goesOn();
        }
        try {
            goesOn();
            try (Generation second = Generation.begin(fileSystem, kernel, policy)) {
                goesOn();
                second.watch().await(actor);
                assertThat(number(1)).as("deeds that were not seen").isLessThanOrEqualTo(mayMiss);
            }
            goesOn();
            assertThat(number(1)).as("deeds that were not seen").isLessThanOrEqualTo(mayMiss);
            try (Succession last = Succession.open(new KeptFolder(fileSystem), false)) {
                assertThat(last.policies()).containsExactly("kept");
                last.end();
            }
            await().atMost(PATIENCE).until(() -> number(1) > TIMES);
        } finally {
            actor.destroyForcibly().waitFor();
        }
    }

    @Test
    void ofTheLsm() throws Exception {
        require(KernelFeature.LSM);
        Files.createFile(folder.resolve("secret"));
        isTakenOver(new RunningKernel(), """
                lsmhooks:
                - hook: file_open
                  args:
                  - index: 0
                    type: file
                  selectors:
                  - matchArgs:
                    - index: 0
                      operator: Equal
                      values: [ "%s/secret" ]
                    matchActions:
                    - action: Override
                      argError: -13
                """.formatted(folder), """
                def deed():
                    try: os.close(os.open("secret", os.O_RDONLY))
                    except PermissionError: return True
                    return False
                """, 0);
    }

    @Test
    void ofTheLsmWithHashes() throws Exception {
        require(KernelFeature.LSM);
        Skip.unless(new RunningKernel().hasFunction("ima_file_hash"), "no CONFIG_IMA");
        Files.createFile(folder.resolve("secret"));
        isTakenOver(new RunningKernel(), """
                lsmhooks:
                - hook: mmap_file
                  args:
                  - index: 0
                    type: file
                  selectors:
                  - matchArgs:
                    - index: 0
                      operator: Equal
                      values: [ "%s/secret" ]
                    matchActions:
                    - action: Post
                      imaHash: true
                    - action: Override
                      argError: -13
                """.formatted(folder), """
                import mmap
                with open("secret", "wb") as secret: secret.write(b"x" * 4096)
                secret = open("secret", "rb")
                def deed():
                    try: mmap.mmap(secret.fileno(), 0, prot=mmap.PROT_READ).close()
                    except PermissionError: return True
                    return False
                """, 0);
    }

    private static String making(String section, String more) {
        return """
                %s:
                - call: %s
                  args:
                  - index: 1
                    type: filename
                """.formatted(section, FolderFunction.name()) + more.indent(2);
    }

    private static final String AT_ENTRY = """
            selectors:
            - matchArgs:
              - index: 1
                operator: Equal
                values: [ "there" ]
              matchActions:
              - action: Signal
                argSig: 10
            """;

    private static final String AT_RETURN = """
            return: true
            returnArg:
              index: 0
              type: int
            selectors:
            - matchArgs:
              - index: 1
                operator: Equal
                values: [ "there" ]
              matchReturnArgs:
              - index: 0
                operator: Equal
                values: [ "-17" ]
              matchReturnActions:
              - action: Signal
                argSig: 10
            """;

    @Test
    void ofTheEntryOfAFunction() throws Exception {
        require(KernelFeature.FENTRY);
        isTakenOver(new RunningKernel(), making("fentries", AT_ENTRY), MAKE, 0);
    }

    /** The call that is being done when one takes over began before it. */
    @Test
    void ofTheExitOfAFunction() throws Exception {
        require(KernelFeature.FEXIT);
        isTakenOver(new RunningKernel(), making("fentries", AT_RETURN), MAKE, 1);
    }

    /** Three that share their programs; neither of the others fails as the rules want it. */
    @Test
    void ofTheReturnsOfSystemCalls() throws Exception {
        isTakenOver(
                new RunningKernel(),
                Stream.of("chdir", "mkdir", "rmdir")
                        .map(call -> "- call: sys_" + call
                                + "\n  syscall: true\n  args: [ { index: 0, type: string } ]\n"
                                + AT_RETURN.replace("index: 1", "index: 0").indent(2))
                        .collect(Collectors.joining("", "kprobes:\n", "")),
                MAKE,
                1);
    }

    @Test
    void ofAKprobe() throws Exception {
        require(KernelFeature.KPROBE);
        isTakenOver(new NoTrampolines(), making("kprobes", "syscall: false\n" + AT_ENTRY), MAKE, 0);
    }

    @Test
    void ofAKretprobe() throws Exception {
        require(KernelFeature.KPROBE);
        isTakenOver(new NoTrampolines(), making("kprobes", "syscall: false\n" + AT_RETURN), MAKE, 1);
    }

    private void isTakenOverInAProgram(String more, int mayMiss) throws Exception {
        require(KernelFeature.UPROBE);
        Path library = Commands.compile(folder, "watched.so", "int watched(int n) { return n - 17; }\n", "-shared");
        isTakenOver(new RunningKernel(), """
                uprobes:
                - path: %s
                  symbols: [ watched ]
                  args:
                  - index: 0
                    type: int
                """.formatted(library) + more.indent(2), """
                watched = ctypes.CDLL("./watched.so").watched
                def deed():
                    global seen
                    seen = False
                    watched(0)
                    return seen
                """, mayMiss);
    }

    @Test
    void ofAUprobe() throws Exception {
        isTakenOverInAProgram("""
                selectors:
                - matchActions:
                  - action: Signal
                    argSig: 10
                """, 0);
    }

    @Test
    void ofAUretprobe() throws Exception {
        isTakenOverInAProgram("""
                return: true
                returnArg:
                  index: 0
                  type: int
                selectors:
                - matchReturnArgs:
                  - index: 0
                    operator: Equal
                    values: [ "-17" ]
                  matchReturnActions:
                  - action: Signal
                    argSig: 10
                """, 1);
    }
}
