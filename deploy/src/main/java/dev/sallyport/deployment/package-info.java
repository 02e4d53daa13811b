/** Checks the files that deploy Sallyport: below {@code deploy} and {@code .github}, and what stands in the root. */
@NullMarked
package dev.sallyport.deployment;

import org.jspecify.annotations.NullMarked;
