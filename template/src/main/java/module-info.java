/** Counts the files that processes open. */
module com.example.opens {
    requires dev.skep.compiler;

    // The compiler reads the program's fields and its class files.
    opens com.example.opens to
            dev.skep.compiler;
}
