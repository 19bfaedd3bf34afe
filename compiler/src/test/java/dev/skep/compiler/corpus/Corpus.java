package dev.skep.compiler.corpus;

import dev.skep.bpf.btf.Btf;
import dev.skep.compiler.internal.backend.Backend;
import dev.skep.compiler.internal.backend.StackLimitException;
import dev.skep.compiler.internal.backend.Target;
import dev.skep.compiler.internal.eval.ClassLibrary;
import dev.skep.compiler.internal.eval.CompileEnvironment;
import dev.skep.compiler.internal.eval.Refusal;
import dev.skep.compiler.internal.eval.UnknownArguments;
import dev.skep.compiler.internal.intrinsic.StandardIntrinsics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.MethodModel;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Tries the methods of {@code java.base}, all or those of some packages. */
public final class Corpus {
    private static final Path ROOT =
            FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules/java.base");
    private static final int PROGRESS = 500;

    private final CorpusReport report = new CorpusReport();
    private final Consumer<String> progress;

    private Corpus(Consumer<String> progress) {
        this.progress = progress;
    }

    /** The command. Arguments: packages with dots; none means all. Exits with 1 if a method fails. */
    public static void main(String[] arguments) {
        long start = System.nanoTime();
        CorpusReport report = run(List.of(arguments), System.out::println);
        report.failures().forEach(System.out::println);
        System.out.println(report);
        System.out.printf("%.0f s%n", (System.nanoTime() - start) / 1e9);
        if (!report.failures().isEmpty()) System.exit(1);
    }

    /** Tries the methods of the classes directly in these packages; of all if there is none. */
    static CorpusReport run(List<String> packages, Consumer<String> progress) {
        Corpus corpus = new Corpus(progress);
        List<Path> files = files(packages);
        for (int i = 0; i < files.size(); i++) {
            corpus.classFile(files.get(i));
            if (i % PROGRESS == PROGRESS - 1) corpus.progress.accept((i + 1) + " of " + files.size() + " classes");
        }
        return corpus.report;
    }

    private static List<Path> files(List<String> packages) {
        try (Stream<Path> all = Files.walk(ROOT)) {
            return all.filter(file -> file.toString().endsWith(".class"))
                    .filter(file -> !file.endsWith("module-info.class"))
                    .filter(file -> packages.isEmpty() || packages.contains(packageOf(file)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String packageOf(Path file) {
        Path relative = ROOT.relativize(file).getParent();
        return relative == null ? "" : relative.toString().replace('/', '.');
    }

    private void classFile(Path file) {
        String name = ROOT.relativize(file).toString().replace('/', '.').replaceFirst("\\.class$", "");
        Class<?> type;
        List<MethodModel> methods;
        try {
            type = Class.forName(name, false, null);
            methods = ClassFile.of().parse(Files.readAllBytes(file)).methods();
        } catch (ClassNotFoundException | LinkageError notForThisMachine) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        CompileEnvironment environment = new StandardIntrinsics().environment(new ClassLibrary(), Btf::vmlinux);
        for (MethodModel method : methods) if (method.code().isPresent()) method(environment, type, method);
    }

    private void method(CompileEnvironment environment, Class<?> type, MethodModel method) {
        String what = type.getName() + "." + method.methodName() + method.methodType();
        long start = System.nanoTime();
        try {
            var graph = new UnknownArguments(environment)
                    .evaluate(type, method.methodName().stringValue(), method.methodTypeSymbol());
            report.compiled(Backend.compile(graph, new Target(4)).length());
        } catch (Refusal refusal) {
            report.refused(refusal.reason());
        } catch (StackLimitException tooLarge) {
            report.refused(String.valueOf(tooLarge.getMessage()));
        } catch (RuntimeException | Error failure) {
            report.failed(what, failure);
        }
        report.took(what, System.nanoTime() - start);
    }
}
