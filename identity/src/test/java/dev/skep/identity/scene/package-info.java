/** What tests of this module share: real containers, made of nothing but busybox. */
@NullMarked
package dev.skep.identity.scene;

import org.jspecify.annotations.NullMarked;
