//! End-to-end tests: the built page in `dist/`, served on this machine, in a real browser over WebDriver.
//!
//!     cargo test --test end_to_end               all scenarios, in Chromium
//!     cargo test --test end_to_end -- sync stop  those whose name has one of these words in it
//!     TASKLANES_ENGINE=firefox cargo test …      in Firefox, or in `webkit`, which is WebKitGTK
//!
//! The scenarios run one after the other in one browser, because they measure time and count workers. After each,
//! whatever it does, the console has to be clean and no request may have gone to another host. Screenshots,
//! also of failures, go to `screenshots/`.

#![cfg_attr(
    not(target_arch = "wasm32"),
    expect(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::print_stdout,
        clippy::print_stderr,
        reason = "a test, though its own `main` runs it"
    )
)]

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
mod end_to_end {
    pub(crate) mod access;
    pub(crate) mod axe;
    pub(crate) mod browser;
    pub(crate) mod choices;
    pub(crate) mod chromium;
    pub(crate) mod cpython;
    pub(crate) mod deployed;
    pub(crate) mod driver;
    pub(crate) mod edits;
    pub(crate) mod embeds;
    pub(crate) mod engine;
    pub(crate) mod everyone;
    pub(crate) mod exhibits;
    pub(crate) mod explore;
    pub(crate) mod failures;
    pub(crate) mod firefox;
    pub(crate) mod guesses;
    pub(crate) mod leaks;
    pub(crate) mod listings;
    pub(crate) mod page;
    pub(crate) mod races;
    pub(crate) mod rows;
    pub(crate) mod server;
    pub(crate) mod shares;
    pub(crate) mod stage;
    pub(crate) mod standalone;
    pub(crate) mod tasks;
    pub(crate) mod traces;
    pub(crate) mod transport;
    pub(crate) mod tries;
    pub(crate) mod webkit;
    pub(crate) mod workers;
}

#[cfg(not(target_arch = "wasm32"))]
use end_to_end::{
    access, choices, deployed, edits, embeds, everyone, explore, failures, guesses, leaks, listings, races, rows,
    shares, stage, stage::scenario, standalone, tasks, traces, transport, tries,
};

#[cfg(not(target_arch = "wasm32"))]
const SCENARIOS: &[stage::Scenario] = &[
    scenario!(listings::async_one_awaits_on_a_free_thread),
    scenario!(listings::async_await_in_turn_takes_the_sum),
    scenario!(listings::async_create_task_awaits_at_once_on_one_thread),
    scenario!(listings::async_wait_awaits_nine_at_once),
    scenario!(listings::sync_loop_sleeps_in_turn_on_one_thread),
    scenario!(listings::executor_gather_blocks_four_threads_and_not_the_loop),
    scenario!(listings::thread_join_waits_while_the_thread_sleeps),
    scenario!(listings::thread_event_lets_main_go_on_before_the_thread_ends),
    scenario!(listings::thread_called_not_passed_sleeps_on_the_main_thread),
    scenario!(listings::threadpool_map_sleeps_at_once_on_four_threads),
    scenario!(listings::process_pool_sleeps_at_once_in_four_processes),
    scenario!(listings::pyrallel_maps_in_four_processes),
    scenario!(listings::every_listing_takes_the_articles_time),
    scenario!(tries::every_variant_runs_as_it_was_simulated),
    scenario!(tries::one_click_swaps_code_and_chart_and_another_takes_them_back),
    scenario!(tries::a_variant_is_chosen_with_the_keyboard_alone),
    scenario!(tries::a_link_to_a_variant_shows_it),
    scenario!(tries::pointing_at_a_sentence_shows_its_bars),
    scenario!(listings::stop_ends_a_run_at_once_and_leaves_no_worker),
    scenario!(listings::another_run_stops_the_first),
    scenario!(leaks::workers_of_an_ended_run_serve_the_next),
    scenario!(leaks::many_runs_leave_nothing),
    scenario!(failures::an_endless_loop_leaves_the_page_responsive_and_stops),
    scenario!(failures::an_uncaught_exception_prints_the_traceback),
    scenario!(failures::a_pool_of_none_is_a_value_error),
    scenario!(failures::too_many_lanes_end_with_the_limit_named),
    scenario!(failures::a_lane_worker_that_cannot_start_offers_the_simulation),
    scenario!(failures::webassembly_that_is_not_there_is_told_and_asked_for_again),
    scenario!(traces::a_trace_made_by_hand_and_a_program_are_shown),
    scenario!(traces::every_kind_of_trace_is_shown),
    scenario!(transport::going_back_shows_the_page_as_it_was),
    scenario!(transport::the_playhead_is_dragged_by_its_flag),
    scenario!(transport::a_finger_drags_taps_and_still_scrolls, Touch, Scrolling),
    scenario!(transport::the_playhead_follows_the_keyboard),
    scenario!(transport::the_prediction_is_looked_through_before_a_run),
    scenario!(transport::a_run_goes_on_while_the_playhead_is_elsewhere),
    scenario!(transport::playing_steps_for_who_wants_little_motion, Stillness),
    scenario!(explore::the_wheel_zooms_around_the_pointer_and_pans, Wheel),
    scenario!(explore::buttons_and_keys_zoom_and_pan),
    scenario!(explore::dragging_moves_the_window_and_a_press_the_playhead, Wheel),
    scenario!(explore::two_fingers_zoom_and_one_pans, Touch, Scrolling),
    scenario!(explore::the_overview_shows_and_moves_the_window, Wheel),
    scenario!(explore::a_press_and_a_drag_in_the_overview_move_the_window, Wheel),
    scenario!(explore::a_window_grabbed_at_its_edge_does_not_jump, Wheel),
    scenario!(explore::the_window_follows_a_run),
    scenario!(explore::the_window_follows_the_playhead_that_plays),
    scenario!(explore::a_drag_on_the_numbers_measures),
    scenario!(choices::a_pressed_bar_says_what_it_is),
    scenario!(choices::arrows_lead_to_a_bar_from_its_causes),
    scenario!(choices::a_pools_bar_tells_its_result_and_the_end_of_a_wait_its_cause),
    scenario!(choices::the_keyboard_goes_from_bar_to_bar),
    scenario!(choices::a_card_that_is_closed_leaves_the_focus_on_the_page),
    scenario!(choices::lines_name_the_lanes_that_are_at_them),
    scenario!(choices::a_picked_line_outlines_its_bars),
    scenario!(tasks::by_task_what_waits_for_a_worker_is_seen),
    scenario!(rows::switching_the_rows_keeps_the_page_whole),
    scenario!(rows::a_threads_tasks_fold_into_one_row),
    scenario!(rows::of_many_lanes_only_those_in_sight_are_drawn, Wheel),
    scenario!(rows::the_keyboard_brings_what_it_chooses_into_sight),
    scenario!(rows::of_many_spans_single_bars_are_seen_closer, Wheel),
    scenario!(rows::an_empty_trace_is_no_harm),
    scenario!(rows::one_lane_is_enough),
    scenario!(rows::spans_that_take_no_time_are_seen),
    scenario!(rows::a_microsecond_beside_an_hour_becomes_wide, Wheel),
    scenario!(rows::the_windows_words_tell_short_times_apart, Wheel),
    scenario!(rows::odd_names_stay_in_their_place),
    scenario!(rows::no_playhead_goes_beyond_the_end),
    scenario!(races::four_ways_to_wait_race),
    scenario!(races::a_pool_of_one_races_a_pool_of_ten),
    scenario!(races::called_races_passed),
    scenario!(races::a_race_is_put_together_and_taken_apart),
    scenario!(races::code_and_console_are_those_of_the_runner_in_focus),
    scenario!(races::stop_ends_every_runner),
    scenario!(races::an_end_that_is_drawn_slowly_comes_with_its_times),
    scenario!(races::a_link_opens_a_race),
    scenario!(guesses::a_guess_is_made_with_the_mouse_and_judged),
    scenario!(guesses::a_guess_is_made_with_the_keyboard),
    scenario!(guesses::a_guess_is_made_with_a_finger, Touch),
    scenario!(guesses::a_race_is_guessed),
    scenario!(guesses::a_guess_is_not_looked_up),
    scenario!(everyone::the_help_opens_closes_and_gives_the_focus_back),
    scenario!(everyone::every_key_does_what_it_says),
    scenario!(everyone::no_key_acts_where_it_means_something_else),
    scenario!(everyone::no_key_acts_behind_the_help),
    scenario!(everyone::the_table_tells_what_the_chart_shows),
    scenario!(everyone::a_screen_reader_hears_the_start_and_the_end),
    scenario!(everyone::little_motion_means_none, Stillness),
    scenario!(everyone::twice_as_large_everything_is_within_reach),
    scenario!(everyone::a_small_phone_has_room_for_fingers, Touch),
    scenario!(everyone::a_phone_on_its_side_has_room_for_fingers, Touch),
    scenario!(everyone::paper_has_the_chart_and_no_buttons, Paper),
    scenario!(access::works_from_any_sub_path),
    scenario!(deployed::the_built_page_has_no_scripts_and_styles_inside),
    scenario!(deployed::a_strict_policy_changes_nothing),
    scenario!(deployed::an_open_page_meets_no_file_of_another_build),
    scenario!(deployed::the_page_works_without_a_connection),
    scenario!(standalone::one_file_runs_from_the_disk),
    scenario!(standalone::one_file_runs_in_a_sandboxed_frame),
    scenario!(standalone::one_file_plays_the_simulation_where_workers_are_forbidden),
    scenario!(embeds::three_go_from_poster_to_live_without_a_shift),
    scenario!(embeds::bars_stay_where_the_poster_has_them),
    scenario!(embeds::a_host_moves_it_from_outside),
    scenario!(embeds::odd_wishes_are_answered_in_its_place),
    scenario!(embeds::hostile_hosts_change_nothing),
    scenario!(embeds::a_plain_frame_fits_and_tells_its_height),
    scenario!(embeds::code_between_the_tags_runs_without_a_shift),
    scenario!(embeds::odd_code_is_answered_in_its_place),
    scenario!(embeds::a_program_of_many_threads_is_refused_in_its_place),
    scenario!(embeds::rows_by_task_and_tall_races_stay_in_the_poster_s_place),
    scenario!(shares::every_form_has_what_is_shown),
    scenario!(shares::a_link_that_was_shared_shows_the_same),
    scenario!(shares::a_race_is_shared_with_the_keyboard),
    scenario!(shares::an_own_program_is_shared_without_a_picture),
    scenario!(shares::no_form_has_a_violation),
    scenario!(shares::no_embed_has_a_violation),
    scenario!(edits::a_change_is_predicted_run_and_shared),
    scenario!(edits::going_back_leaves_the_editor),
    scenario!(edits::a_number_is_turned),
    scenario!(edits::nothing_typed_is_lost),
    scenario!(edits::two_windows_keep_what_is_typed_in_each, Windows),
    scenario!(edits::what_is_pasted_is_mended),
    scenario!(edits::reset_and_compare),
    scenario!(edits::bad_links_are_said_to_be_bad),
    scenario!(edits::typing_blocks_nothing),
    scenario!(edits::no_editor_has_a_violation),
    scenario!(edits::a_compiler_that_cannot_start_is_told),
    scenario!(edits::a_compiler_that_hangs_is_started_again),
    scenario!(access::works_with_the_keyboard_alone),
    scenario!(access::fits_every_screen_and_scheme, Schemes, Stillness),
    scenario!(access::no_state_of_the_page_has_a_violation),
    scenario!(access::no_closer_look_has_a_violation),
    scenario!(access::no_guess_and_no_race_has_a_violation),
];

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    stage::run(SCENARIOS)
}
