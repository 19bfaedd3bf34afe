/** Real containers for tests, made of nothing but busybox: by runc alone, and by a containerd of the test's own. */
@NullMarked
package dev.skep.testkit.container;

import org.jspecify.annotations.NullMarked;
