package dev.skep.cli.agent;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Pattern;

/** The classes of Skep's jars on the class path that load programs: a rehearsal without rights uses only some of them. */
final class AgentClasses {
    /** The others come with the rehearsal, which leaves out what is never used: each class that is ready costs a start a little, too. */
    private static final Pattern JARS = Pattern.compile("skep-(bpf|compiler)-.*\\.jar");

    private static final String SUFFIX = ".class";

    private AgentClasses() {}

    static List<String> names() throws IOException {
        List<String> names = new ArrayList<>();
        for (String path : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            File file = new File(path);
            if (JARS.matcher(file.getName()).matches()) {
                try (JarFile jar = new JarFile(file)) {
                    jar.stream()
                            .map(entry -> entry.getName())
                            .filter(name -> name.endsWith(SUFFIX) && !name.endsWith("-info.class"))
                            .forEach(name -> names.add(name.substring(0, name.length() - SUFFIX.length())
                                    .replace('/', '.')));
                }
            }
        }
        return names;
    }
}
