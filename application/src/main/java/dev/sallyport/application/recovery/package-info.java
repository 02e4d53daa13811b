/** Getting back into an account whose password is lost. */
@NullMarked
package dev.sallyport.application.recovery;

import org.jspecify.annotations.NullMarked;
