package dev.skep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.identity.cgroup.Hierarchy;
import dev.skep.testkit.container.Runc;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Traces of units and containers as users run them. */
@Tag("kernel")
class TraceWorkloadTest {
    private static final String OWN = Long.toString(ProcessHandle.current().pid());

    @TempDir
    private Path folder;

    private static void shell(String script) throws Exception {
        new ProcessBuilder("/bin/sh", "-c", script)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    @Test
    void onlyTheProcessesOfAUnitAreShownWithItsName() throws Exception {
        String unit = "skep-test-" + OWN + ".service";
        Path group =
                Files.createDirectory(Hierarchy.unified().orElseThrow().mount().resolve(unit));
        try (SkepProcess skep = SkepProcess.start(folder, "trace", "exec", "--unit", "skep-test-" + OWN)
                .armed()) {
            shell("/bin/echo outside; echo $$ >'" + group + "/cgroup.procs' && exec /bin/echo inside");
            skep.prints("inside");
            skep.signal("INT");
            assertThat(skep.status()).isZero();
            assertThat(skep.out())
                    .startsWith("UNIT                     PCOMM ")
                    .containsPattern("(?m)^" + unit + " +echo .* /bin/echo inside$")
                    .doesNotContain("outside");
        } finally {
            Files.delete(group);
        }
    }

    @Test
    void aContainerThatStartsLaterIsFollowedFromItsFirstProgramOn() throws Exception {
        Runc runc = new Runc(folder, Path.of("/run/runc"));
        String wanted = "wanted" + OWN;
        try (SkepProcess skep = SkepProcess.start(
                        folder, "trace", "exec", "--container", wanted, "--columns", "container,pcomm,args")
                .armed()) {
            runc.run("other" + OWN, "true");
            runc.run(wanted, "sh", "-c", "/bin/true; /bin/sleep 0");
            skep.prints("sleep");
            skep.signal("INT");
            assertThat(skep.status()).isZero();
            assertThat(skep.out())
                    .containsPattern("(?m)^" + wanted + " +sh +(/bin/)?sh -c /bin/true; /bin/sleep 0$")
                    .containsPattern("(?m)^" + wanted + " +true +/bin/true")
                    .doesNotContain("other");
        } finally {
            Runc.removeGroups();
        }
    }

    @Test
    void columnsOfContainersAreShownWithoutAChoice() throws Exception {
        Runc runc = new Runc(folder, Path.of("/run/runc"));
        String id = "shown" + OWN;
        try (SkepProcess skep =
                SkepProcess.start(folder, "trace", "open", "-o", "json", "--columns", "container,path")) {
            while (!skep.out().contains("\"container\":\"" + id + "\"")) {
                runc.run(id, "sh", "-c", "true </tmp");
            }
            skep.signal("INT");
            assertThat(skep.status()).isZero();
        } finally {
            Runc.removeGroups();
        }
    }

    @Test
    void labelsInNoKnownFormAreRefused() throws Exception {
        try (SkepProcess skep = SkepProcess.start(folder, "trace", "open", "-L", "=x")) {
            assertThat(skep.status()).isEqualTo(2);
            assertThat(skep.error())
                    .contains("'=x' is no label selector (app=web, app!=web, tier in (a,b), app, !app)");
        }
    }
}
