/** Who is calling, and what they may do: roles and permissions. */
@NullMarked
package dev.sallyport.application.access;

import org.jspecify.annotations.NullMarked;
