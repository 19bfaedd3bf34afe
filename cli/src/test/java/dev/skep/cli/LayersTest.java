package dev.skep.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.skep.identity.filter.LabelSelector;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import org.junit.jupiter.api.Test;

/**
 * The layers, in words. Arrows point down: cli, agent, then the features trace, drop and security beside each other, identity and events,
 * compiler, bpf, and below it the JDK alone. The interface of the agent, api, stands beside them and takes its selectors of
 * labels from identity.
 */
final class LayersTest {
    private static final String JDK = "java..";
    private static final String NULLNESS = "org.jspecify.annotations..";
    private static final String BPF = "dev.skep.bpf..";
    private static final String COMPILER = "dev.skep.compiler..";
    private static final String TRACE = "dev.skep.trace..";
    private static final String DROP = "dev.skep.drop..";
    private static final String IDENTITY = "dev.skep.identity..";
    private static final String JSON_PARSER = "tools.jackson.core..";
    private static final String YAML_PARSER = "org.snakeyaml.engine..";
    private static final String EVENTS = "dev.skep.events..";
    private static final String GROUPS = "dev.skep.identity.cgroup..";
    private static final String SECURITY = "dev.skep.security..";
    private static final String API = "dev.skep.api..";
    private static final String AGENT = "dev.skep.agent..";
    private static final String[] FEATURES = {TRACE, DROP, SECURITY};

    private static final JavaClasses SKEP = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.skep");

    @Test
    void bpfDependsOnTheJdkAlone() {
        check(classes()
                .that()
                .resideInAPackage(BPF)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(JDK, NULLNESS, BPF)));
    }

    @Test
    void compilerDependsOnBpfAndTheJdkAlone() {
        check(classes()
                .that()
                .resideInAPackage(COMPILER)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(JDK, NULLNESS, BPF, COMPILER)));
    }

    @Test
    void traceDependsOnTheCompilerBpfAndTheJdkAlone() {
        check(classes()
                .that()
                .resideInAPackage(TRACE)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(JDK, NULLNESS, BPF, COMPILER, TRACE)));
    }

    @Test
    void dropDependsOnTheCompilerBpfAndTheJdkAlone() {
        check(classes()
                .that()
                .resideInAPackage(DROP)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(JDK, NULLNESS, BPF, COMPILER, DROP)));
    }

    @Test
    void identityDependsOnTheCompilerBpfAParserOfJsonAndTheJdkAlone() {
        check(classes()
                .that()
                .resideInAPackage(IDENTITY)
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage(JDK, "javax.net.ssl..", NULLNESS, BPF, COMPILER, IDENTITY, JSON_PARSER)));
    }

    @Test
    void eventsDependOnBpfAndTheJdkAlone() {
        check(classes()
                .that()
                .resideInAPackage(EVENTS)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(JDK, "com.sun.net.httpserver..", NULLNESS, BPF, EVENTS)));
    }

    @Test
    void securityDependsOnEventsTheCompilerBpfGroupsOfControlAParserOfYamlAndTheJdkAlone() {
        check(classes()
                .that()
                .resideInAPackage(SECURITY)
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage(JDK, NULLNESS, BPF, COMPILER, EVENTS, GROUPS, SECURITY, YAML_PARSER)));
    }

    @Test
    void theInterfaceOfTheAgentKnowsSelectorsOfLabelsAndNothingElseOfWhatItTellsOf() {
        check(noClasses()
                .that()
                .resideInAPackage(API)
                .should()
                .dependOnClassesThat(resideInAPackage("dev.skep..")
                        .and(not(resideInAPackage(API)))
                        .and(not(belongToAnyOf(LabelSelector.class)))));
    }

    @Test
    void featuresKnowNothingOfEachOther() {
        for (String feature : FEATURES) {
            check(noClasses()
                    .that()
                    .resideInAPackage(feature)
                    .should()
                    .dependOnClassesThat(resideInAnyPackage(FEATURES).and(not(resideInAPackage(feature)))));
        }
    }

    @Test
    void eventsAndIdentitiesKnowNoFeature() {
        check(noClasses()
                .that()
                .resideInAnyPackage(EVENTS, IDENTITY)
                .should()
                .dependOnClassesThat(resideInAnyPackage(FEATURES)));
    }

    @Test
    void onlyTheCommandLineKnowsTheAgent() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages(AGENT, API, "dev.skep.cli..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(AGENT, API)));
    }

    @Test
    void onlyTheAgentItsInterfaceAndTheClientOfContainerRuntimesKnowGrpc() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages(AGENT, API, "dev.skep.cri..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("io.grpc..", "io.netty..")));
    }

    @Test
    void commandsThatStartQuicklyDoNotSeeTheAgent() {
        check(noClasses()
                .that()
                .resideInAPackage("dev.skep.cli..")
                .and()
                .resideOutsideOfPackage("dev.skep.cli.agent..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(AGENT, API, "com.google.protobuf..")));
    }

    @Test
    void nothingKnowsTheCommandLine() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("dev.skep.cli..")
                .should()
                .dependOnClassesThat(resideInAPackage("dev.skep.cli..")));
    }

    @Test
    void onlySysCallsNativeCode() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("dev.skep.bpf.sys..")
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(Linker.class, SymbolLookup.class));
    }

    @Test
    void onlyBpfKnowsSystemCalls() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(BPF)
                .should()
                .dependOnClassesThat(resideInAPackage("dev.skep.bpf.sys..")));
    }

    @Test
    void formatsAndInstructionsAreReadWithoutTheLoader() {
        check(noClasses()
                .that()
                .resideInAnyPackage("dev.skep.bpf.asm..", "dev.skep.bpf.elf..", "dev.skep.bpf.memory..")
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("dev.skep.bpf.map..", "dev.skep.bpf.program..", "dev.skep.bpf.link..")));
    }

    @Test
    void passesOfTheCompilerNeverTouchTheKernel() {
        check(noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.skep.compiler.internal.ir..",
                        "dev.skep.compiler.internal.optimize..",
                        "dev.skep.compiler.internal.backend..")
                .should()
                .dependOnClassesThat(resideInAPackage("dev.skep.bpf.link..").or(name("dev.skep.bpf.program.Program"))));
    }

    @Test
    void packagesOfTheKernelInterfaceHaveNoCycles() {
        check(slices().matching("dev.skep.bpf.(*)..").should().beFreeOfCycles());
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(SKEP);
    }
}
