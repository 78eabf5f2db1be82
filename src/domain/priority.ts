/**
 * Whose turn it is when there is less to be had than is wanted: answers to people who wait for them, then what is
 * scheduled, then corrections.
 */
export type Priority = 'answer' | 'post' | 'edit'
