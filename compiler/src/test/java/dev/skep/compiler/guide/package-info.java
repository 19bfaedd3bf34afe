/** The programs of the guide in docs/: every piece of Java there is a part of a file here, and {@code GuideTest} runs all of them. */
@NullMarked
package dev.skep.compiler.guide;

import org.jspecify.annotations.NullMarked;
