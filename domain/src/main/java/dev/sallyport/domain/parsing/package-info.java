/** The one way in for outside text: it becomes a value, or it is told what is wrong with it. */
@NullMarked
package dev.sallyport.domain.parsing;

import org.jspecify.annotations.NullMarked;
