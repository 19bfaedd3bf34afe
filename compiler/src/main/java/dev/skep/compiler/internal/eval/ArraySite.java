package dev.skep.compiler.internal.eval;

/** Where the program makes an array. */
record ArraySite(MethodCode code, int pc) {}
